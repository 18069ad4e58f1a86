# Variances, tests and regressions: Rscript tests/parity/r/tests.R
source("tests/parity/r/designs.R")
options(survey.lonely.psu = "adjust")
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- data.frame(..., stringsAsFactors = FALSE)
names <- c("data", "what", "item", "by", "detail", "estimate", "se", "df", "df_error", "p")

spread <- function(data, design, item) {
  value <- svyvar(as.formula(paste0("~", item)), known(design, item))
  add(data, "variance", item, "", "", value[1], SE(value)[1], NA, NA, NA)
}
# R asks for the degrees of freedom of the whole design; so do the tests here where nobody is missing.
association <- function(data, design, item, by) {
  held <- known(known(design, item), by)
  formula <- as.formula(paste0("~", item, "+", by))
  f <- svychisq(formula, held)
  first <- svychisq(formula, held, statistic = "Chisq")
  add(data, "chi_square", item, by, "F", f$statistic, NA, f$parameter[1], f$parameter[2], f$p.value)
  wald <- wald_test(held, item, by); nu <- degf(held); k <- nu - wald$df + 1
  add(data, "chi_square", item, by, "wald", wald$statistic, NA, wald$df, nu, pf(wald$statistic, wald$df, nu, lower.tail = FALSE))
  adjusted <- wald$statistic * k / nu
  add(data, "chi_square", item, by, "adjusted_wald", adjusted, NA, wald$df, k, pf(adjusted, wald$df, k, lower.tail = FALSE))
  add(data, "chi_square", item, by, "first_order", NA, NA, first$parameter[1], NA, first$p.value)
}
# Ranks: R averages the ranks of ties over rows, which depends on the order of rows where weights differ; here ranks are
# the middles of the weighted distribution, given to R's regression.
ranks <- function(data, design, item, by) {
  held <- known(known(design, item), by)
  y <- held$variables[[item]]; w <- weights(held)
  keep <- w > 0
  sums <- tapply(w[keep], y[keep], sum)
  middle <- setNames((cumsum(sums) - sums / 2) / sum(sums), names(sums))
  held <- update(held, middle = as.vector(middle[as.character(held$variables[[item]])]))
  for (score in c("wilcoxon", "van_der_waerden", "median")) {
    held$variables$score <- switch(score, wilcoxon = held$variables$middle,
      van_der_waerden = qnorm(held$variables$middle), median = as.numeric(held$variables$middle > 0.5))
    model <- svyglm(as.formula(paste0("score ~ factor(", by, ")")), held)
    beta <- coef(model)[-1]; V <- vcov(model)[-1, -1]
    df <- length(beta); ddf <- degf(held) - df
    F <- as.numeric(beta %*% solve(V, beta)) / df
    add(data, "rank", item, by, score, F, NA, df, ddf, pf(F, df, ddf, lower.tail = FALSE))
  }
}
difference <- function(data, design, item, by, levels) {
  held <- known(design, item)
  held <- held[held$variables[[by]] %in% levels, ]
  test <- svyttest(as.formula(paste0(item, "~", by)), held)
  se <- abs(test$estimate / test$statistic)
  add(data, "difference", item, by, paste(levels, collapse = "|"), -test$estimate, se, degf(held), NA,
      2 * pt(-abs(test$statistic), degf(held)))
}
# svypredmeans adds the variance of the coefficients and that of the predictions; here they are linearised together, so
# that their covariance counts.
effect_of <- function(fit, held, term, level, reference) {
  w <- weights(held)
  predict_at <- function(value) {
    frame <- held$variables; frame[[term]] <- value
    X <- model.matrix(delete.response(terms(fit)), frame, xlev = fit$xlevels)
    eta <- as.vector(X %*% coef(fit))
    list(mean = fit$family$linkinv(eta), slope = fit$family$mu.eta(eta) * X)
  }
  here <- predict_at(level); there <- predict_at(reference)
  difference <- here$mean - there$mean
  mean <- sum(w * difference) / sum(w)
  gradient <- colSums(w * (here$slope - there$slope)) / sum(w)
  scores <- model.matrix(fit) * resid(fit, "working") * fit$weights
  influence <- w * (difference - mean) / sum(w) + as.vector(scores %*% fit$naive.cov %*% gradient)
  c(mean, sqrt(svyrecvar(cbind(influence), held$cluster, held$strata, held$fpc)))
}
contrasts <- function(data, design, item, by, one, other) {
  held <- known(design, item)
  means <- svyby(as.formula(paste0("~", item)), as.formula(paste0("~", by)), held, svymean, covmat = TRUE)
  linear <- svycontrast(means, setNames(c(1, -1), c(one, other)))
  add(data, "contrast", item, by, paste("linear", one, other), coef(linear), SE(linear), NA, NA, NA)
  ratio <- svycontrast(means, eval(bquote(quote(log(.(as.name(one)) / .(as.name(other)))))))
  add(data, "contrast", item, by, paste("logratio", one, other), coef(ratio), SE(ratio), NA, NA, NA)
}
tight <- list(epsilon = 1e-14, maxit = 100)
model <- function(data, design, outcome, on, family, term) {
  formula <- as.formula(paste(outcome, "~", paste(on, collapse = "+")))
  fit <- suppressWarnings(switch(family, linear = svyglm(formula, design),
    logistic = svyglm(formula, design, family = quasibinomial(), control = tight),
    poisson = svyglm(formula, design, family = quasipoisson(), control = tight),
    proportional_odds = svyolr(as.formula(paste0("factor(", outcome, ") ~", paste(on, collapse = "+"))), design,
                               control = list(reltol = 1e-16, maxit = 10000))))
  label <- paste(on, collapse = "+")
  for (i in seq_along(coef(fit))) add(data, family, outcome, label, paste0("coefficient", i), coef(fit)[i], SE(fit)[i],
      if (family == "proportional_odds") NA else fit$df.residual, NA, NA)
  if (family != "proportional_odds") {
    test <- regTermTest(fit, as.formula(paste0("~", term)))
    add(data, family, outcome, label, paste("test", term), test$Ftest, NA, test$df, test$ddf, test$p)
    at <- sort(levels(factor(design$variables[[term]])))
    for (level in at[-1]) {
      effect <- effect_of(fit, known(design, outcome), term, level, at[1])
      add(data, family, outcome, label, paste0("effect ", term, "=", level), effect[1], effect[2], NA, NA, NA)
    }
  }
}
for (data in c("apistrat", "apiclus1", "apiclus2")) {
  design <- designs[[data]]
  spread(data, design, "api00"); spread(data, design, "ell")
  association(data, design, "sch.wide", "comp.imp"); association(data, design, "size", "stype")
  association(data, design, "stype", "awards")
  ranks(data, design, "api00", "stype"); ranks(data, design, "level", "awards")
  difference(data, design, "api00", "awards", c("No", "Yes")); difference(data, design, "ell", "stype", c("E", "H"))
  contrasts(data, design, "api00", "stype", "H", "E"); contrasts(data, design, "ell", "awards", "No", "Yes")
  model(data, design, "api00", c("ell", "meals", "stype"), "linear", "stype")
  model(data, design, "good", c("ell", "stype"), "logistic", "stype")
  model(data, design, "ell", c("api99", "awards"), "poisson", "awards")
  model(data, design, "level", c("ell", "stype"), "proportional_odds", "stype")
}
design <- designs$lonely
spread("lonely", design, "trust"); spread("lonely", design, "income")
association("lonely", design, "trust", "zone"); association("lonely", design, "good", "sex")
ranks("lonely", design, "trust", "zone"); ranks("lonely", design, "income", "sex")
difference("lonely", design, "trust", "sex", c("f", "m")); difference("lonely", design, "fear", "sex", c("f", "m"))
contrasts("lonely", design, "trust", "zone", "north", "south"); contrasts("lonely", design, "fear", "sex", "f", "m")
model("lonely", design, "good", c("age", "sex", "zone"), "logistic", "zone")
model("lonely", design, "trust", c("age", "sex", "zone"), "linear", "zone")
model("lonely", design, "fear", c("age", "sex"), "poisson", "sex")
model("lonely", design, "trust", c("age", "sex"), "proportional_odds", "sex")
save_csv(do.call(rbind, lapply(rows, setNames, names)), "tests")
