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
