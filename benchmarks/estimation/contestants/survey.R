# R survey.

suppressPackageStartupMessages(library(survey))
source("benchmarks/worker.R")
arguments <- commandArgs(trailingOnly = TRUE)
task <- arguments[1]
people <- people_in(arguments[2])
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
serve(work, figures)
