# Means, totals, ratios, shares and quantiles over domains: Rscript tests/parity/r/estimators.R
source("tests/parity/r/designs.R")
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- data.frame(..., stringsAsFactors = FALSE)

# R 4.1 centres the PSUs of a lonely stratum around zero; for a total, whose scores do not sum to zero, survey 4.3
# corrected this to the mean of all PSUs. So the total under "adjust" is written out here.
adjusted_total_variance <- function(design, item) {
  score <- ifelse(is.na(design$variables[[item]]), 0, design$variables[[item]]) / design$prob
  score[!is.finite(score)] <- 0
  psus <- tapply(score[, drop = TRUE], lonely$psu[as.numeric(rownames(design$variables))], sum)
  totals <- setNames(numeric(41), 1:41); totals[names(psus)] <- psus
  stratum <- tapply(lonely$stratum, lonely$psu, max)
  sum(sapply(split(totals, stratum), function(t) {
    n <- length(t)
    if (n == 1) (t - mean(totals))^2 else n / (n - 1) * sum((t - mean(t))^2)
  }))
}
one_domain <- function(data, policy, design, what, item, by, domain) {
  held <- known(design, item)
  df <- degf(held)
  formula <- as.formula(paste0("~", item))
  estimate <- switch(what, mean = svymean(formula, held, deff = "replace"),
                     total = svytotal(formula, held, deff = "replace"))
  if (what == "total" && policy == "adjust") {
    ratio <- adjusted_total_variance(held, item) / as.numeric(vcov(estimate))
    attr(estimate, "deff") <- attr(estimate, "deff") * ratio
    attr(estimate, "var") <- attr(estimate, "var") * ratio
  }
  interval <- confint(estimate, df = df)
  add(data, policy, what, item, by, domain, detail = "", estimate = coef(estimate), se = SE(estimate), df = df,
      deff = deff(estimate), low = interval[1], high = interval[2])
}
shares <- function(data, policy, design, item, by, domain) {
  held <- known(design, item)
  for (method in c("xlogit", "beta", "mean")) {
    share <- svyciprop(as.formula(paste0("~", item)), held, method = method)
    interval <- attr(share, "ci")
    add(data, policy, what = "share", item, by, domain, detail = method, estimate = as.numeric(share),
        se = sqrt(as.numeric(attr(share, "var"))), df = degf(held), deff = NA, low = interval[1], high = interval[2])
  }
}
# The rule "math" without two faults of R 4.1: below the first share it returns the second value, and shares that are
# equal but for rounding are not found equal.
math_rule <- function(x, w, p) {
  order <- order(x)
  min(x[order][cumsum(w[order]) / sum(w) >= p - 1e-12])
}
quantiles <- function(data, policy, design, item, by, domain) {
  held <- known(design, item)
  for (method in c("mean", "xlogit", "beta")) for (p in c(0.25, 0.5, 0.9)) {
    value <- svyquantile(as.formula(paste0("~", item)), held, p, interval.type = method, df = degf(held), qrule = math_rule)[[1]]
    add(data, policy, what = "quantile", item, by, domain, detail = paste(method, p), estimate = value[1], se = value[4],
        df = degf(held), deff = NA, low = value[2], high = value[3])
  }
}
every <- function(data, design, policy, items, good, by) {
  domains <- c(list(list("", "", design)), lapply(sort(unique(as.character(design$variables[[by]]))), function(level)
    list(by, level, eval(bquote(subset(design, as.character(design$variables[[.(by)]]) == .(level)))))))
  for (domain in domains) {
    for (item in items) for (what in c("mean", "total"))
      one_domain(data, policy, domain[[3]], what, item, domain[[1]], domain[[2]])
    shares(data, policy, domain[[3]], good, domain[[1]], domain[[2]])
    for (item in items) quantiles(data, policy, domain[[3]], item, domain[[1]], domain[[2]])
    held <- known(known(domain[[3]], items[1]), items[2])
    ratio <- svyratio(as.formula(paste0("~", items[1])), as.formula(paste0("~", items[2])), held)
    add(data, policy, what = "ratio", item = paste(items[1:2], collapse = "/"), by = domain[[1]], domain = domain[[2]],
        detail = "", estimate = coef(ratio), se = SE(ratio), df = degf(held), deff = NA, low = NA, high = NA)
  }
}
every("apistrat", designs$apistrat, "fail", c("api00", "enroll"), "good", "awards")
every("apistrat", designs$apistrat, "fail", c("api00", "enroll"), "good", "stype")
every("apiclus1", designs$apiclus1, "fail", c("api00", "enroll"), "good", "stype")
every("apiclus2", designs$apiclus2, "fail", c("api00", "enroll"), "good", "stype")
for (policy in c("adjust", "average", "certainty")) {
  options(survey.lonely.psu = policy)
  every("lonely", designs$lonely, policy, c("trust", "income"), "good", "zone")
}
names <- c("data", "policy", "what", "item", "by", "domain", "detail", "estimate", "se", "df", "deff", "low", "high")
save_csv(do.call(rbind, lapply(rows, setNames, names)), "estimators")
