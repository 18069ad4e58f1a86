# Reliability, polychoric correlations and differential functioning: reference figures for test_scores_parity.py.
#
# Run by hand from the root of the project:  Rscript tests/parity/r/scores.R
# R 4.2.2, psych 2.2.9, mnormt 2.1.1, MASS 7.3-58.2, survey 4.1-1. The answers in data/scores.csv are made here, with a seed.
# Of the data that psych brings, only tables and matrices are written, no rows.

suppressPackageStartupMessages({ library(psych); library(mnormt); library(MASS); library(survey) })
options(digits = 15)

figures <- data.frame(name = character(), value = numeric())
note <- function(name, value) figures <<- rbind(figures, data.frame(name = name, value = as.numeric(value)))

# Made answers: five ordered items behind which there is one variable, two groups, unequal weights, some missing.
set.seed(2026)
n <- 600
group <- rep(c("here", "there"), c(350, 250))
trait <- rnorm(n)
loading <- c(0.8, 0.7, 0.6, 0.75, 0.5)
items <- sapply(1:5, function(j) {
  behind <- loading[j] * trait + sqrt(1 - loading[j]^2) * rnorm(n)
  if (j == 4) behind <- behind + 0.9 * (group == "there")
  as.numeric(cut(behind, c(-Inf, -1, -0.2, 0.6, 1.3, Inf)))
})
colnames(items) <- paste0("i", 1:5)
items[sample(length(items), 40)] <- NA
weight <- round(exp(rnorm(n, 0, 0.5)), 6)
made <- data.frame(items, group, weight)
write.csv(made, "tests/parity/data/scores.csv", row.names = FALSE, na = "")

full <- made[complete.cases(items), ]
x <- as.matrix(full[, 1:5])
w <- full$weight * nrow(full) / sum(full$weight)

# Alpha, without and with weights (survey's svycralpha), and each item against the rest.
plain <- suppressWarnings(psych::alpha(x))
note("alpha", plain$total$raw_alpha)
for (j in 1:5) {
  note(paste0("rest.i", j), plain$item.stats$r.drop[j])
  note(paste0("alpha_without.i", j), plain$alpha.drop$raw_alpha[j])
}
design <- svydesign(ids = ~1, weights = ~weight, data = full)
note("alpha.weighted", svycralpha(~i1 + i2 + i3 + i4 + i5, design))

# Omega of the sum of the answers, from one factor by maximum likelihood.
omega <- function(covariance) {
  spread <- sqrt(diag(covariance))
  model <- factanal(covmat = covariance, factors = 1, control = list(nstart = 1, opt = list(factr = 1e1)))
  explained <- sum(spread * model$loadings)^2
  list(value = explained / (explained + sum(spread^2 * model$uniquenesses)), loadings = abs(as.numeric(model$loadings)))
}
weighted <- crossprod(sweep(x, 2, colSums(w * x) / sum(w)) * sqrt(w)) / (sum(w) - 1)
for (kind in c("", ".weighted")) {
  found <- omega(if (kind == "") cov(x) else weighted)
  note(paste0("omega", kind), found$value)
  for (j in 1:5) note(paste0("loading", kind, ".i", j), found$loadings[j])
}
# The same loadings as psych finds them; its search stops earlier.
by_psych <- suppressMessages(fa(cor(x), nfactors = 1, fm = "ml"))
for (j in 1:5) note(paste0("psych.loading.i", j), abs(by_psych$loadings[j]))

# Polychoric correlations: psych's search stops early, so the likelihood is searched once more, with the same margins.
two_step <- function(table) {
  share <- table / sum(table)
  row <- c(-Inf, qnorm(cumsum(rowSums(share))[-nrow(share)]), Inf)
  column <- c(-Inf, qnorm(cumsum(colSums(share))[-ncol(share)]), Inf)
  misfit <- function(rho) {
    correlation <- matrix(c(1, rho, rho, 1), 2)
    -sum(sapply(seq_len(nrow(share)), function(i) sapply(seq_len(ncol(share)), function(j) {
      if (share[i, j] == 0) return(0)
      chance <- biv.nt.prob(Inf, c(row[i], column[j]), c(row[i + 1], column[j + 1]), c(0, 0), correlation)
      share[i, j] * log(chance)
    })))
  }
  optimize(misfit, c(-0.99, 0.99), tol = 1e-10)$minimum
}
search <- polychoric(x, correct = 0)$rho
for (i in 1:4) for (j in (i + 1):5) {
  note(paste0("psych.polychoric.i", i, ".i", j), search[i, j])
  note(paste0("polychoric.i", i, ".i", j), two_step(table(x[, i], x[, j])))
}
note("polychoric.weighted.i1.i2", two_step(xtabs(w ~ x[, 1] + x[, 2])))

# Differential functioning: Nagelkerke's R2 of proportional odds models, with weights.
score <- rowMeans(x)
there <- as.numeric(full$group == "there")
nagelkerke <- function(model, empty) {
  total <- sum(w)
  (1 - exp(-2 * (as.numeric(logLik(model)) - as.numeric(logLik(empty))) / total)) / (1 - exp(2 * as.numeric(logLik(empty)) / total))
}
fit <- function(formula) suppressWarnings(polr(formula, weights = w, control = list(reltol = 1e-15, maxit = 1000)))
for (j in 1:5) {
  answer <- factor(x[, j])
  empty <- fit(answer ~ 1)
  alone <- nagelkerke(fit(answer ~ score), empty)
  note(paste0("shift.i", j), nagelkerke(fit(answer ~ score + there), empty) - alone)
  note(paste0("change.i", j), nagelkerke(fit(answer ~ score * there), empty) - alone)
}

# Published data: the agreeableness items of bfi (covariances only) and two items of lsat6 (their table only).
bfi_items <- psych::bfi[, paste0("A", 1:5)]
bfi_items$A1 <- 7 - bfi_items$A1
bfi_items <- bfi_items[complete.cases(bfi_items), ]
bfi_covariance <- cov(bfi_items)
for (i in 1:5) for (j in i:5) note(paste0("bfi.covariance.", i, ".", j), bfi_covariance[i, j])
note("bfi.alpha", suppressWarnings(psych::alpha(bfi_items))$total$raw_alpha)
note("bfi.omega", omega(bfi_covariance)$value)
bfi_table <- table(bfi_items$A2, bfi_items$A3)
for (i in 1:6) for (j in 1:6) note(paste0("bfi.table.", i, ".", j), bfi_table[i, j])
note("bfi.polychoric", two_step(bfi_table))
note("bfi.psych.polychoric", polychoric(bfi_items[, c("A2", "A3")], correct = 0)$rho[1, 2])
lsat <- table(psych::lsat6[, 1], psych::lsat6[, 2])
for (i in 1:2) for (j in 1:2) note(paste0("lsat6.table.", i, ".", j), lsat[i, j])
note("lsat6.psych.tetrachoric", tetrachoric(psych::lsat6, correct = 0)$rho[1, 2])

write.csv(transform(figures, value = sprintf("%.15g", value)), "tests/parity/expected/scores.csv", row.names = FALSE, quote = FALSE)
