# The designs of the parity tests, from the same CSV files that the tests read.
suppressMessages(library(survey))
read <- function(name) read.csv(file.path("tests/parity/data", paste0(name, ".csv")), na.strings = "")
apistrat <- read("apistrat"); apiclus1 <- read("apiclus1"); apiclus2 <- read("apiclus2"); lonely <- read("lonely")
for (name in c("apistrat", "apiclus1", "apiclus2")) {
  frame <- get(name)
  frame$size <- cut(frame$enroll, c(0, 300, 600, Inf), labels = c("small", "middle", "large"))
  frame$good <- as.numeric(frame$api00 > 650)
  frame$level <- as.numeric(cut(frame$api00, c(0, 550, 650, 750, Inf)))
  assign(name, frame)
}
lonely$good <- as.numeric(lonely$trust >= 4)
designs <- list(
  apistrat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc),
  apiclus1 = svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc),
  apiclus2 = svydesign(id = ~dnum + snum, weights = ~pw, fpc = ~fpc1 + fpc2, data = apiclus2),
  lonely = svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = lonely)
)
known <- function(design, item) subset(design, eval(parse(text = paste0("!is.na(", item, ")"))))
save_csv <- function(rows, name) {
  rows[] <- lapply(rows, function(column) if (is.numeric(column)) sprintf("%.17g", column) else as.character(column))
  write.csv(rows, file.path("tests/parity/expected", paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}
# The Wald tests of svychisq are another statistic as soon as a table is larger than 2 x 2, or its total is estimated; here
# the delta method on the table of shares, from R's covariance of these, by differences of the function itself.
wald_test <- function(held, item, by) {
  held$variables$cell <- interaction(held$variables[[item]], held$variables[[by]], drop = FALSE)
  shares <- svymean(~cell, held)
  r <- nlevels(factor(held$variables[[item]])); c <- nlevels(factor(held$variables[[by]]))
  away <- function(p) { q <- matrix(p, r, c); as.vector((q - outer(rowSums(q), colSums(q)) / sum(q))[-1, -1]) }
  p <- coef(shares); h <- 1e-4
  slopes <- sapply(seq_along(p), function(i) { step <- replace(numeric(length(p)), i, h)
    (8 * (away(p + step) - away(p - step)) - (away(p + 2 * step) - away(p - 2 * step))) / (12 * h) })
  slopes <- matrix(slopes, ncol = length(p))
  df <- (r - 1) * (c - 1)
  list(statistic = as.numeric(away(p) %*% solve(slopes %*% vcov(shares) %*% t(slopes), away(p))) / df, df = df)
}
