# Dispersion, superiority, Wilson's interval, and everything on replicate weights: Rscript tests/parity/r/further.R
# What R survey does not have is written out here from its definition; the variance is R survey's.
source("tests/parity/r/designs.R")
options(survey.lonely.psu = "adjust", survey.replicates.mse = FALSE)
rows <- list()
add <- function(data, what, item, by, detail, estimate, se = NA, df = NA, df_error = NA, p = NA, low = NA, high = NA)
  rows[[length(rows) + 1]] <<- data.frame(data, what, item, by, detail, estimate = as.numeric(estimate), se = as.numeric(se),
    df = as.numeric(df), df_error = as.numeric(df_error), p = as.numeric(p), low = as.numeric(low), high = as.numeric(high))

# The sample of pairs with the bootstrap weights that replicates.R wrote.
pairs <- read.csv("tests/parity/expected/replicate_weights.csv", na.strings = c("", "NA"))
scales <- read.csv("tests/parity/expected/replicate_scales.csv")$scale
designs$supplied <- svrepdesign(data = pairs, weights = ~weight, repweights = as.matrix(pairs[grep("^X", names(pairs))]),
                                type = "other", scale = 1, rscales = scales, combined.weights = TRUE)

# Functions of the shares of the answers 1 to K.
agreement <- function(p) {
  p <- unname(p); K <- length(p); value <- 0
  while (sum(p) > 1e-12) {
    full <- p > 1e-12; S <- sum(full); layer <- min(p[full])
    TU <- TDU <- 0
    if (S > 1 && S < K) for (t in utils::combn(K, 3, simplify = FALSE)) {
      f <- full[t]
      if (identical(f, c(TRUE, TRUE, FALSE)) || identical(f, c(FALSE, TRUE, TRUE))) TU <- TU + 1
      if (identical(f, c(TRUE, FALSE, TRUE))) TDU <- TDU + 1
    }
    U <- if (S == 1) 1 else if (S == K) 0 else ((K - 2) * TU - (K - 1) * TDU) / ((K - 2) * (TU + TDU))
    value <- value + layer * S * U * (1 - (S - 1) / (K - 1))
    p <- p - layer * full
  }
  value
}
leik <- function(p) { F <- cumsum(p); 2 * sum(ifelse(F <= 0.5, F, 1 - F)) / (length(p) - 1) }
consensus <- function(p) {
  k <- seq_along(p); near <- 1 - abs(k - sum(p * k)) / (length(p) - 1)
  1 + sum(ifelse(p > 0, p * log2(ifelse(p > 0, near, 1)), 0))
}
slopes_of <- function(f, p, h = 1e-5) sapply(seq_along(p), function(i) {
  step <- replace(numeric(length(p)), i, h); g <- function(q) f(q / sum(q))
  (8 * (g(p + step) - g(p - step)) - (g(p + 2 * step) - g(p - 2 * step))) / (12 * h)
})
is_rep <- function(design) inherits(design, "svyrep.design")
dispersions <- function(data, design, item, K) {
  held <- known(design, item)
  x <- factor(held$variables[[item]], levels = 1:K)
  Z <- model.matrix(~x - 1)
  for (name in c("agreement", "leik", "consensus")) {
    f <- get(name)
    if (is_rep(held)) {
      found <- withReplicates(held, function(w, frame) f(colSums(w * Z) / sum(w)))
      add(data, "dispersion", item, "", name, coef(found), SE(found), degf(held))
    } else {
      held$variables$answer <- x
      shares <- svymean(~answer, held); g <- slopes_of(f, coef(shares))
      add(data, "dispersion", item, "", name, f(coef(shares)), sqrt(g %*% vcov(shares) %*% g), degf(held))
    }
  }
}
spread <- function(data, design, item) {
  held <- known(design, item); n <- nrow(held$variables)
  if (is_rep(held)) {
    x <- held$variables[[item]]
    of <- function(w) sum(w * (x - sum(w * x) / sum(w))^2) / sum(w) * n / (n - 1)
    variance <- withReplicates(held, function(w, frame) of(w)); sd <- withReplicates(held, function(w, frame) sqrt(of(w)))
    add(data, "variance", item, "", "", coef(variance), SE(variance))
    add(data, "sd", item, "", "", coef(sd), SE(sd))
  } else {
    value <- svyvar(as.formula(paste0("~", item)), held)
    add(data, "sd", item, "", "", sqrt(value[1]), SE(value)[1] / (2 * sqrt(value[1])))
  }
}
wilson <- function(data, design, item) {
  held <- known(design, item)
  share <- svymean(as.formula(paste0("~", item)), held)
  p <- coef(share); n <- p * (1 - p) / SE(share)^2; t <- qt(0.975, degf(held))
  middle <- (p + t^2 / (2 * n)) / (1 + t^2 / n); reach <- t * sqrt(p * (1 - p) / n + t^2 / (4 * n^2)) / (1 + t^2 / n)
  add(data, "share", item, "", "wilson", p, SE(share), degf(held), low = middle - reach, high = middle + reach)
  for (method in c("xlogit", "beta", "mean")) if (is_rep(held)) {
    found <- svyciprop(as.formula(paste0("~", item)), held, method = method)
    interval <- attr(found, "ci")
    add(data, "share", item, "", method, found, sqrt(as.numeric(attr(found, "var"))), degf(held), low = interval[1], high = interval[2])
  }
}
# Cliff's delta: pairs counted one by one, and the variance of its influence.
superior <- function(data, design, item, by, one, other) {
  held <- known(known(design, item), by)
  w <- weights(held, "sampling"); x <- held$variables[[item]]; g <- as.character(held$variables[[by]])
  a <- which(g == one & w > 0); b <- which(g == other & w > 0)
  wins <- sign(outer(x[a], x[b], "-"))
  A <- sum(w[a]); B <- sum(w[b])
  delta <- as.numeric(w[a] %*% wins %*% w[b]) / (A * B)
  z <- numeric(length(x))
  z[a] <- (as.vector(wins %*% w[b]) / B - delta) / A
  z[b] <- (as.vector(w[a] %*% wins) / A - delta) / B
  add(data, "superiority", item, by, paste(one, other), delta, SE(svytotal(cbind(z), held))[1])
}
second_order <- function(data, design, item, by) {
  held <- known(known(design, item), by)
  f <- svychisq(as.formula(paste0("~", item, "+", by)), held)
  value <- f$statistic * f$parameter[1]
  add(data, "chi_square", item, by, "second_order", value, NA, f$parameter[1], NA, pchisq(value, f$parameter[1], lower.tail = FALSE))
}
school_rule <- function(x, w, p) {
  order <- order(x); F <- cumsum(w[order]) / sum(w)
  low <- which(F >= p - 1e-12)[1]; high <- which(F > p + 1e-12)[1]
  (x[order][low] + x[order][if (is.na(high)) length(x) else high]) / 2
}
math_rule <- function(x, w, p) { order <- order(x); min(x[order][cumsum(w[order]) / sum(w) >= p - 1e-12]) }
quantiles <- function(data, design, item) {
  held <- known(design, item); x <- held$variables[[item]]; w <- weights(held, "sampling")
  for (rule in c("math", "school")) for (p in c(0.25, 0.5, 0.9)) {
    at <- get(paste0(rule, "_rule")); q <- at(x, w, p)
    held$variables$below <- as.numeric(x <= q)
    interval <- attr(svyciprop(~below, held, method = "xlogit"), "ci")
    low <- at(x, w, interval[1]); high <- at(x, w, interval[2])
    add(data, "quantile", item, "", paste(rule, p), q, (high - low) / (2 * qt(0.975, degf(held))), degf(held), low = low, high = high)
  }
}
for (data in c("apistrat", "apiclus1", "apiclus2", "lonely", "supplied")) {
  design <- designs[[data]]
  api <- grepl("^api", data)
  item <- if (api) "api00" else "income"; scale <- if (api) "level" else "trust"; by <- if (api) "awards" else "sex"
  dispersions(data, design, scale, if (api) 4 else 5)
  if (!api) dispersions(data, design, "fear", 4)
  spread(data, design, item)
  wilson(data, design, "good")
  superior(data, design, item, by, if (api) "No" else "f", if (api) "Yes" else "m")
  superior(data, design, scale, by, if (api) "No" else "f", if (api) "Yes" else "m")
  second_order(data, design, scale, by)
  quantiles(data, design, item)
}

# All else on replicate weights.
design <- designs$supplied
ratio <- svyratio(~income, ~age, known(design, "income"))
add("supplied", "ratio", "income/age", "", "", coef(ratio), SE(ratio), degf(known(design, "income")))
held <- known(design, "trust")
for (table in list(c("trust", "zone"), c("good", "sex"))) {
  f <- svychisq(as.formula(paste0("~", table[1], "+", table[2])), held)
  add("supplied", "chi_square", table[1], table[2], "F", f$statistic, NA, f$parameter[1], f$parameter[2], f$p.value)
  first <- svychisq(as.formula(paste0("~", table[1], "+", table[2])), held, statistic = "Chisq")
  add("supplied", "chi_square", table[1], table[2], "first_order", NA, NA, first$parameter[1], NA, first$p.value)
}
wald <- wald_test(held, "good", "sex"); nu <- degf(held)
add("supplied", "chi_square", "good", "sex", "wald", wald$statistic, NA, wald$df, nu, pf(wald$statistic, wald$df, nu, lower.tail = FALSE))
k <- nu - wald$df + 1
add("supplied", "chi_square", "good", "sex", "adjusted_wald", wald$statistic * k / nu, NA, wald$df, k,
    pf(wald$statistic * k / nu, wald$df, k, lower.tail = FALSE))
means <- svyby(~trust, ~sex, held, svymean, covmat = TRUE)
difference <- svycontrast(means, c(f = 1, m = -1))
t <- coef(difference) / SE(difference)
add("supplied", "difference", "trust", "sex", "f|m", coef(difference), SE(difference), nu, NA, 2 * pt(-abs(t), nu))
logratio <- svycontrast(means, quote(log(f / m)))
add("supplied", "contrast", "trust", "sex", "logratio f m", coef(logratio), SE(logratio))
add("supplied", "contrast", "trust", "sex", "linear f m", coef(difference), SE(difference))

# Ranks and regressions: the replicates of the linearised scores.
w <- weights(held, "sampling"); y <- held$variables$trust
sums <- tapply(w, y, sum); middle <- setNames((cumsum(sums) - sums / 2) / sum(sums), names(sums))[as.character(y)]
for (score in c("wilcoxon", "van_der_waerden", "median")) {
  s <- as.vector(switch(score, wilcoxon = middle, van_der_waerden = qnorm(middle), median = as.numeric(middle > 0.5)))
  G <- model.matrix(~factor(held$variables$zone) - 1)
  size <- colSums(w * G); mean <- colSums(w * G * s) / size
  Z <- sapply(seq_along(size), function(g) G[, g] * (s - mean[g]) / size[g])
  V <- vcov(svytotal(Z, held)); C <- cbind(-1, diag(length(size) - 1)); b <- C %*% mean
  df <- nrow(C); F <- as.numeric(t(b) %*% solve(C %*% V %*% t(C), b)) / df
  add("supplied", "rank", "trust", "zone", score, F, NA, df, nu - df, pf(F, df, nu - df, lower.tail = FALSE))
}
for (family in c("linear", "logistic", "poisson")) {
  outcome <- if (family == "logistic") "good" else "trust"
  formula <- as.formula(paste(outcome, "~ age + sex + zone"))
  fit <- suppressWarnings(glm(formula, data = cbind(held$variables, w = w), weights = w, control = list(epsilon = 1e-14, maxit = 100),
             family = switch(family, linear = gaussian(), logistic = quasibinomial(), poisson = quasipoisson())))
  X <- model.matrix(fit); mu <- fitted(fit); slope <- fit$family$mu.eta(fit$linear.predictors)
  bread <- solve(t(X) %*% (X * (w * slope)))
  V <- vcov(svytotal((X * (held$variables[[outcome]] - mu)) %*% bread, held))
  df <- nu + 1 - ncol(X)
  for (i in seq_along(coef(fit))) add("supplied", family, outcome, "age+sex+zone", paste0("coefficient", i), coef(fit)[i], sqrt(V[i, i]), df)
  at <- grep("^zone", names(coef(fit))); b <- coef(fit)[at]
  F <- as.numeric(b %*% solve(V[at, at], b)) / length(at)
  add("supplied", family, outcome, "age+sex+zone", "test zone", F, NA, length(at), df, pf(F, length(at), df, lower.tail = FALSE))
}
# Proportional odds: Newton on the scores written out, their slopes by differences.
X <- model.matrix(~age + sex, held$variables)[, -1]; K <- length(unique(y)); place <- match(y, sort(unique(y))); q <- ncol(X)
scores <- function(theta) {
  eta <- as.vector(X %*% theta[1:q]); limits <- c(-Inf, theta[-(1:q)], Inf)
  u <- plogis(limits[place + 1] - eta); l <- plogis(limits[place] - eta); du <- u * (1 - u); dl <- l * (1 - l)
  thresholds <- sapply(1:(K - 1), function(k) (du * (place == k) - dl * (place == k + 1)))
  cbind(-X * (du - dl), thresholds) / (u - l)
}
total <- function(theta) colSums(w * scores(theta))
theta <- c(rep(0, q), qlogis(cumsum(tapply(w, place, sum) / sum(w))[1:(K - 1)]))
for (step in 1:30) {
  H <- sapply(seq_along(theta), function(i) {
    h <- replace(numeric(length(theta)), i, if (i == 1) 1e-4 else 1e-3)  # age moves the predictor most
    (8 * (total(theta + h) - total(theta - h)) - (total(theta + 2 * h) - total(theta - 2 * h))) / (12 * h[i])
  })
  theta <- theta - solve(H, total(theta))
}
V <- vcov(svytotal(scores(theta) %*% solve(-H), held))
for (i in seq_along(theta)) add("supplied", "proportional_odds", "trust", "age+sex", paste0("coefficient", i), theta[i], sqrt(V[i, i]))
save_csv(do.call(rbind, rows), "further")
