# Exports the data sets that the parity scripts use: Rscript tests/parity/r/data.R
library(survey)
data(api)
data(scd)
data(election)
keep <- c("cds", "stype", "sch.wide", "dnum", "snum", "cname", "comp.imp", "awards", "meals", "ell", "enroll",
          "api99", "api00", "avg.ed", "full", "emer", "mobility", "pw", "fpc", "fpc1", "fpc2")
write <- function(frame, name) {
  frame <- frame[, intersect(keep, names(frame))]
  write.csv(frame, file.path("tests/parity/data", paste0(name, ".csv")), row.names = FALSE, na = "")
}
write(apistrat, "apistrat"); write(apiclus1, "apiclus1"); write(apiclus2, "apiclus2")
write.csv(scd, "tests/parity/data/scd.csv", row.names = FALSE)

# A made survey with lonely PSUs, missing answers and unequal weights.
set.seed(20260101)
n <- 600
psu <- rep(1:41, length.out = n); psu <- sort(psu)
stratum <- c(rep(1:10, each = 4), 11)[psu]          # stratum 11 has a single PSU
effect <- rnorm(41)[psu]
lonely <- data.frame(
  stratum = stratum, psu = psu, weight = round(exp(rnorm(n, 3, 0.6)), 3),
  sex = sample(c("f", "m"), n, TRUE), zone = c("north", "centre", "south")[1 + (stratum %% 3)],
  age = round(runif(n, 18, 80)), trust = pmin(5, pmax(1, round(3 + effect * 0.8 + rnorm(n)))),
  fear = pmin(4, pmax(1, round(2.4 - effect * 0.5 + rnorm(n)))), income = round(exp(5 + effect * 0.3 + rnorm(n)), 2))
lonely$trust[sample(n, 60)] <- NA
lonely$fear[sample(n, 25)] <- NA
lonely$income[sample(n, 80)] <- NA
write.csv(lonely, "tests/parity/data/lonely.csv", row.names = FALSE, na = "")
