# R survey: calibrate() to the totals of thirty numbers.

suppressPackageStartupMessages(library(survey))
source("benchmarks/worker.R")
arguments <- commandArgs(trailingOnly = TRUE)
kind <- if (arguments[1] == "calibration") "linear" else "raking"
people <- people_in(arguments[2])
known <- read.csv(file.path(arguments[2], "totals.csv"))
totals <- setNames(known$total, known$name)
formula <- reformulate(known$name, intercept = FALSE)
design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = people, nest = TRUE)
serve(function() calibrate(design, formula, totals, calfun = kind, epsilon = 1e-10),
      function(found) weights(found) / mean(weights(found)))
