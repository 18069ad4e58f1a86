# R survey. Commands as in worker.py.

suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
task <- arguments[1]
files <- list.files(arguments[2], pattern = "[.]bin$", full.names = TRUE)
people <- lapply(files, function(file) readBin(file, "double", file.size(file) / 8))
names(people) <- sub("[.]bin$", "", basename(files))
people <- as.data.frame(people)
for (name in c("region", "urban", "group", "sex", "age")) people[[name]] <- factor(people[[name]])
items <- sprintf("item%02d", 0:19)
design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = people)
means <- function(item, by) svyby(reformulate(item), reformulate(by), design, svymean, na.rm = TRUE, deff = "replace")
work <- switch(task,
  banner = function() unlist(lapply(c("region", "urban", "group"), function(by) lapply(items, means, by = by)), FALSE),
  region = function() list(means(items[1], "region")),
  rao_scott = function() svychisq(~item00 + urban, design),
  logistic = function() svyglm(high ~ region + urban + sex + age, design, family = quasibinomial()),
  bootstrap = function() list(svyby(~item00, ~region, as.svrepdesign(design, type = "subbootstrap", replicates = 500),
                                    svymean, na.rm = TRUE)))
figures <- function(found) switch(task,
  rao_scott = c(found$statistic, found$parameter),
  logistic = c(coef(found), SE(found)),
  c(unlist(lapply(found, coef)), unlist(lapply(found, SE))))
commands <- file("stdin", "r")
cat("ready\n")
found <- NULL
while (length(line <- readLines(commands, 1)) > 0) {
  if (line == "go") {
    cat(system.time(found <- work())[["elapsed"]], "\n")
  } else {
    writeLines(format(figures(found), digits = 17), sub("^save ", "", line))
    cat("saved\n")
  }
}
