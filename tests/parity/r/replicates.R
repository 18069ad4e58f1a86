# Replicates, and standard errors that know of a calibration: Rscript tests/parity/r/replicates.R
source("tests/parity/r/designs.R")
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- data.frame(..., stringsAsFactors = FALSE)
names <- c("design", "what", "item", "domain", "estimate", "se")

means <- function(name, design, items, by = NULL) {
  for (item in items) {
    held <- known(design, item)
    estimate <- svymean(as.formula(paste0("~", item)), held)
    add(name, "mean", item, "", coef(estimate), SE(estimate))
    estimate <- svytotal(as.formula(paste0("~", item)), held)
    add(name, "total", item, "", coef(estimate), SE(estimate))
    if (!is.null(by)) {
      estimate <- svyby(as.formula(paste0("~", item)), as.formula(paste0("~", by)), held, svymean)
      for (row in seq_len(nrow(estimate)))
        add(name, "mean", item, as.character(estimate[row, 1]), estimate[row, 2], SE(estimate)[row])
    }
  }
}
mse <- function(value) options(survey.replicates.mse = value)
mse(TRUE)
means("jkn", as.svrepdesign(designs$apistrat, type = "JKn"), c("api00", "enroll"), "awards")
means("jk1", as.svrepdesign(designs$apiclus1, type = "JK1"), c("api00", "enroll"), "stype")
mse(FALSE)
means("jkn centred", as.svrepdesign(designs$apistrat, type = "JKn"), c("api00", "enroll"), "awards")

# Replicate weights that came with the data: R's half-samples and bootstrap of ten strata of two PSUs.
set.seed(7)
pairs <- subset(lonely, (psu - 1) %% 4 < 2 & stratum < 11)
paired <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = pairs)
brr <- as.svrepdesign(paired, type = "BRR", compress = FALSE)
fay <- as.svrepdesign(paired, type = "Fay", fay.rho = 0.3, compress = FALSE)
boot <- as.svrepdesign(paired, type = "subbootstrap", replicates = 40, compress = FALSE)
means("brr", brr, c("trust", "income"), "zone")
means("fay", fay, c("trust", "income"), "zone")
means("supplied", boot, c("trust", "income"), "zone")
add("supplied", "df", "", "", degf(boot), 0)
save_csv(data.frame(pairs, weights(boot, "analysis")), "replicate_weights")
save_csv(data.frame(scale = boot$scale * boot$rscales), "replicate_scales")

# Calibration: by regression and by raking, with one regression on all margins.
counts <- c("(Intercept)" = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069)
margins <- c("(Intercept)" = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
greg <- calibrate(designs$apiclus1, ~stype + api99, counts)
raked <- calibrate(designs$apiclus1, ~stype + sch.wide, margins, calfun = "raking", epsilon = 1e-13, maxit = 500)
swept <- rake(designs$apiclus1, list(~stype, ~sch.wide),
              list(data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)),
                   data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))),
              control = list(epsilon = 1e-12, maxit = 200))
post <- calibrate(designs$apiclus1, ~stype, counts[1:3])
two <- calibrate(designs$apiclus2, ~stype, counts[1:3])
means("greg", greg, c("api00", "enroll"), "stype")
means("raked", raked, c("api00", "enroll"), "awards")
means("rake", swept, c("api00", "enroll"), "awards")
means("post", post, c("api00", "enroll"), "awards")
means("two-stage", two, c("api00", "api99"), "awards")
weights_of <- function(name, design, data) data.frame(calibration = name, cds = data$cds, weight = weights(design))
save_csv(rbind(weights_of("greg", greg, apiclus1), weights_of("raked", raked, apiclus1),
               weights_of("rake", swept, apiclus1), weights_of("post", post, apiclus1), weights_of("two-stage", two, apiclus2)), "calibrated_weights")
save_csv(do.call(rbind, lapply(rows, setNames, names)), "replicates")
