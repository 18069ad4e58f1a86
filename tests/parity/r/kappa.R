# Cohen's kappa of two raters with its large-sample variance (Fleiss, Cohen and Everitt 1969), by psych.
# Run by hand: Rscript tests/parity/r/kappa.R

library(psych)

tables <- list(
  fleiss_cohen_everitt = c(106, 10, 4, 22, 28, 10, 2, 12, 6),
  two_by_two = c(30, 5, 8, 57),
  less_than_chance = c(5, 20, 25, 6)
)
rows <- lapply(names(tables), function(name) {
  counts <- tables[[name]]
  table <- matrix(counts, sqrt(length(counts)), byrow = TRUE)
  found <- cohen.kappa(table, n.obs = sum(table))
  data.frame(
    name = name, table = paste(counts, collapse = " "),
    kappa = sprintf("%.15g", found$kappa), variance = sprintf("%.15g", found$var.kappa)
  )
})
write.csv(do.call(rbind, rows), "tests/parity/expected/kappa.csv", row.names = FALSE, quote = FALSE)
