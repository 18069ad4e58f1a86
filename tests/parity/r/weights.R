# Reference weights from R survey: raking, calibration in four distances, post-stratification, trimming.
# Run by hand from the root of the project: Rscript tests/parity/r/weights.R
# Data: api, the California Academic Performance Index, as it comes with the package.

suppressMessages(library(survey))
data(api)
options(digits = 17)

out <- "tests/parity/expected"
strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
tight <- list(epsilon = 1e-14, maxit = 200)

size <- nrow(apipop)
stype <- data.frame(stype = c("E", "H", "M"), Freq = as.numeric(table(apipop$stype)))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = as.numeric(table(apipop$sch.wide)))
both <- as.data.frame(xtabs(~ stype + sch.wide, apipop))
categories <- c(`(Intercept)` = size, stypeH = stype$Freq[2], stypeM = stype$Freq[3], sch.wideYes = wide$Freq[2])
numbers <- c(`(Intercept)` = size, enroll = sum(apipop$enroll, na.rm = TRUE), api99 = sum(apipop$api99))

calibrated <- function(formula, totals, ...) {
    weights(calibrate(strat, formula, totals, epsilon = 1e-13, maxit = 200, force = FALSE, ...))
}

limits <- list(lower = 0.93, upper = 1.2)  # some factors reach them
by_number <- ~ enroll + api99

found <- data.frame(
    rake = weights(rake(strat, list(~stype, ~sch.wide), list(stype, wide), control = tight)),
    raking_categories = calibrated(~ stype + sch.wide, categories, calfun = "raking"),
    linear_categories = calibrated(~ stype + sch.wide, categories, calfun = "linear"),
    linear = calibrated(by_number, numbers, calfun = "linear"),
    linear_bounded = calibrated(by_number, numbers, calfun = "linear", bounds = limits),
    raking = calibrated(by_number, numbers, calfun = "raking"),
    raking_bounded = calibrated(by_number, numbers, calfun = "raking", bounds = limits),
    logit = calibrated(by_number, numbers, calfun = "logit", bounds = limits),
    poststratify = weights(postStratify(strat, ~stype, stype)),
    poststratify_crossed = weights(postStratify(strat, ~ stype + sch.wide, both)),
    trim_once = weights(trimWeights(strat, upper = 40)),
    trim_raked = weights(trimWeights(rake(strat, list(~stype, ~sch.wide), list(stype, wide), control = tight),
        upper = 40, strict = TRUE))
)
used <- apistrat[, c("snum", "stype", "sch.wide", "enroll", "api99", "meals", "pw")]
found <- data.frame(used, found)
write.csv(format(found, digits = 17, trim = TRUE, drop0trailing = TRUE), file.path(out, "weights.csv"), row.names = FALSE, quote = FALSE)

figures <- rbind(
    data.frame(name = paste0("stype.", stype$stype), value = stype$Freq),
    data.frame(name = paste0("sch.wide.", wide$sch.wide), value = wide$Freq),
    data.frame(name = paste("both", both$stype, both$sch.wide, sep = "."), value = both$Freq),
    data.frame(name = c("size", "enroll", "api99"), value = unname(numbers))
)
write.csv(figures, file.path(out, "weights_population.csv"), row.names = FALSE, quote = FALSE)

responded <- as.integer(apistrat$api00 > 500)
propensity <- glm(responded ~ stype + meals, family = quasibinomial, weights = pw, data = apistrat,
    control = list(epsilon = 1e-14, maxit = 100))
fitted_by_r <- data.frame(snum = apistrat$snum, responded, propensity = format(fitted(propensity), digits = 17))
write.csv(fitted_by_r, file.path(out, "weights_propensity.csv"), row.names = FALSE, quote = FALSE)
