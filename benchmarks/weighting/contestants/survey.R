# R survey: calibrate() to the totals of thirty numbers. Commands as in worker.py.

suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
kind <- if (arguments[1] == "calibration") "linear" else "raking"
people <- read.csv(arguments[2])
known <- read.csv(arguments[3])
totals <- setNames(known$total, known$name)
formula <- reformulate(known$name, intercept = FALSE)
design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = people, nest = TRUE)
commands <- file("stdin", "r")
cat("ready\n")
found <- NULL
while (length(line <- readLines(commands, 1)) > 0) {
  if (line == "go") {
    time <- system.time(found <- calibrate(design, formula, totals, calfun = kind, epsilon = 1e-10))[["elapsed"]]
    cat(time, "\n")
  } else {
    writeLines(format(weights(found), digits = 17), sub("^save ", "", line))
    cat("saved\n")
  }
}
