# SPDX-License-Identifier: GPL-3.0-or-later
# Recipe of the expected numbers in tests/data/reference: Rscript scripts/reference.R tests/data/reference
# R base and stats only; every formula is written here anew, from the sources named, without a look at src/stats.
# Last run with R 4.2.2 (Debian 12). `make test` does not need R: the files are in the tree.
dir <- commandArgs(trailingOnly = TRUE)[1]
stopifnot(!is.na(dir), dir.exists(dir))

text <- function(v) if (is.numeric(v)) ifelse(is.na(v), "NA", ifelse(is.infinite(v), "Inf", sprintf("%.17g", v))) else v
save <- function(name, frame) {
  frame <- as.data.frame(lapply(frame, text), check.names = FALSE)
  write.csv(frame, file.path(dir, paste0(name, ".csv")), row.names = FALSE, quote = FALSE, eol = "\n")
}
# Applies f to the rows of a grid; f returns a list of results.
rows <- function(grid, f) cbind(grid, do.call(rbind, lapply(seq_len(nrow(grid)), function(i)
  as.data.frame(do.call(f, as.list(grid[i, , drop = FALSE])), check.names = FALSE))))
# A monotone function's root to the last bits, on a logarithmic scale.
halve <- function(f, low, high) {
  rising <- f(high) > 0
  for (i in 1:1200) {
    middle <- sqrt(low) * sqrt(high)
    if (middle <= low || middle >= high) break
    if ((f(middle) > 0) == rising) high <- middle else low <- middle
  }
  middle
}

conf <- c(0.5, 0.8, 0.95, 0.998, 0.9999)
big <- c(0, 1, 2, 3, 9, 10, 57, 230, 1158, 1159, 1161, 17712, 23424, 99999, 289891, 1e6, 3141593, 1e7)

# --- proportions: Wilson 1927, Clopper & Pearson 1934, Jeffreys
wilson <- function(x, n, conf) {
  z <- qnorm((1 - conf) / 2, lower.tail = FALSE)
  low <- function(x) 2 * x * x / n / (2 * x + z^2 + z * sqrt(z^2 + 4 * x * (1 - x / n)))
  c(low(x), 1 - low(n - x))
}
grid <- do.call(rbind, lapply(c(1, 4, 20, 231, 500, 2000, 12345, 1e6), function(n)
  expand.grid(x = unique(round(n * c(0, 2e-6, 0.003, 0.07, 0.382, 0.5, 0.924, 0.9999, 1))), n = n, conf = conf)))
save("binomial_ci", rows(grid, function(x, n, conf) {
  a <- (1 - conf) / 2
  w <- wilson(x, n, conf)
  list(wilson_lower = w[1], wilson_upper = w[2],
       cp_lower = if (x == 0) 0 else qbeta(a, x, n - x + 1),
       cp_upper = if (x == n) 1 else qbeta(a, x + 1, n - x, lower.tail = FALSE),
       jeffreys_lower = if (x == 0) 0 else qbeta(a, x + 0.5, n - x + 0.5),
       jeffreys_upper = if (x == n) 1 else qbeta(a, x + 0.5, n - x + 0.5, lower.tail = FALSE))
}))
grid <- data.frame(x1 = c(3, 0, 0, 17, 5, 400000), n1 = c(9, 12, 7, 17, 5, 1e6), x2 = c(1, 0, 9, 2, 5, 399000),
                   n2 = c(14, 30, 9, 31, 5, 1e6), conf = c(0.95, 0.9, 0.99, 0.5, 0.95, 0.9999))
save("newcombe_difference", rows(grid, function(x1, n1, x2, n2, conf) {
  p <- x1 / n1; q <- x2 / n2; a <- wilson(x1, n1, conf); b <- wilson(x2, n2, conf)
  list(diff = p - q, lower = p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), upper = p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
}))

# --- counts: Garwood 1936, Byar (Breslow & Day 1987), mid-P (Cohen & Yang 1994)
garwood <- function(x, conf) c(qgamma((1 - conf) / 2, x), qgamma((1 - conf) / 2, x + 1, lower.tail = FALSE))
byar <- function(x, conf) {
  z <- qnorm((1 - conf) / 2, lower.tail = FALSE)
  c(if (x == 0) 0 else x * (1 - 1 / (9 * x) - z / (3 * sqrt(x)))^3, (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)))^3)
}
counts <- expand.grid(x = big, conf = conf)
save("poisson_exact_ci", rows(counts, function(x, conf) {
  g <- garwood(x, conf)
  list(lower = g[1], upper = g[2], upper_one_sided = qgamma(1 - conf, x + 1, lower.tail = FALSE))
}))
save("poisson_byar_ci", rows(counts, function(x, conf) {
  b <- byar(x, conf)
  list(lower = b[1], upper = b[2], valid_lower = if (b[1] < 0) "no" else "yes")
}))
save("poisson_midp_ci", rows(counts, function(x, conf) {
  a <- (1 - conf) / 2
  low <- function(m) ppois(x, m, lower.tail = FALSE) + dpois(x, m) / 2 - a
  up <- function(m) ppois(x - 1, m) + dpois(x, m) / 2 - a
  reach <- 10 * sqrt(x) + 40
  list(lower = if (x == 0) 0 else halve(low, max(1e-6, x - reach), x + reach), upper = halve(up, max(1e-6, x - reach), x + reach))
}))
grid <- data.frame(x = c(0, 1, 9, 10, 11, 1e6, NA, 3, 12), n = c(40, 812.5, 3000, 3000, 10, 5e6, 12, NA, NA),
                   multiplier = c(1000, 10000, 1, 100, 100, 100000, 100, 100, 100))
save("rate_phe", rows(grid, function(x, n, multiplier) {
  f <- function(conf) if (is.na(x) || is.na(n)) c(NA_real_, NA_real_) else (if (x < 10) garwood(x, conf) else byar(x, conf)) / n * multiplier
  list(rate = x / n * multiplier, lower95 = f(0.95)[1], upper95 = f(0.95)[2], lower99_8 = f(0.998)[1], upper99_8 = f(0.998)[2],
       method = if (is.na(x)) "NA" else if (x < 10) "Exact" else "Byars")
}))
grid <- data.frame(observed = c(0, 0, 1, 5, 6, 7, 90, 1000, 99000, 100700), expected = c(0.01, 3.7, 7.3, 5, 2.5, 31, 55.5, 1100, 1e5, 1e5))
save("smr_exact", rows(grid, function(observed, expected) {
  g <- garwood(observed, 0.95) / expected
  t <- poisson.test(observed, T = expected)
  list(smr = observed / expected, lower = g[1], upper = g[2], p_value = t$p.value,
       p_central = min(1, 2 * min(ppois(observed, expected), ppois(observed - 1, expected, lower.tail = FALSE))))
}))

# --- two rates
grid <- data.frame(x1 = c(0, 0, 1, 4, 30, 2, 50000, 7), t1 = c(10, 100, 3, 3.5, 365, 1000, 2e6, 2), x2 = c(0, 6, 0, 4, 12, 190, 49000, 7),
                   t2 = c(20, 150, 8, 7, 730, 2e4, 2e6, 2))
save("rate_ratio_exact", rows(grid, function(x1, t1, x2, t2) {
  n <- x1 + x2; p <- t1 / (t1 + t2)
  odds <- function(tail) tail[1] / tail[2] * t2 / t1
  lower <- if (x1 == 0) 0 else odds(c(qbeta(0.025, x1, x2 + 1), qbeta(0.025, x2 + 1, x1, lower.tail = FALSE)))
  upper <- if (x2 == 0) Inf else odds(c(qbeta(0.025, x1 + 1, x2, lower.tail = FALSE), qbeta(0.025, x2, x1 + 1)))
  down <- pbinom(x1, n, p); up <- pbinom(x1 - 1, n, p, lower.tail = FALSE); at <- dbinom(x1, n, p)
  list(rr = if (n == 0) NA_real_ else (x1 / t1) / (x2 / t2), lower = lower, upper = upper,
       p_value = if (n == 0) 1 else binom.test(x1, n, p)$p.value, p_midp = min(1, 2 * min(down - at / 2, up - at / 2)))
}))
save("rate_difference_mover", rows(grid, function(x1, t1, x2, t2) {
  p <- x1 / t1; q <- x2 / t2; a <- garwood(x1, 0.95) / t1; b <- garwood(x2, 0.95) / t2
  list(diff = p - q, lower = p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), upper = p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
}))

# --- funnels: Spiegelhalter 2005, appendix A.1.1
limit <- function(r, tail, cdf, pmf, size) (r - (cdf - tail) / pmf) / size
grid <- expand.grid(n = c(1, 7, 33, 1000, 1e6), target = c(1e-5, 0.031, 0.47, 0.94), tail = c(0.0005, 0.026, 0.5, 0.973, 0.9995))
save("funnel_binomial_exact", rows(grid, function(n, target, tail) {
  r <- qbinom(tail, n, target)
  raw <- limit(r, tail, pbinom(r, n, target), dbinom(r, n, target), n)
  list(limit_raw = raw, limit = min(1, max(0, raw)))
}))
grid <- expand.grid(expected = c(0.03, 0.7, 4.9, 12.5, 800, 123456.7, 1e7), tail = c(0.0005, 0.026, 0.5, 0.973, 0.9995))
save("funnel_poisson_exact", rows(grid, function(expected, tail) {
  r <- qpois(tail, expected)
  raw <- limit(r, tail, ppois(r, expected), dpois(r, expected), expected)
  list(limit_raw = raw, limit = max(0, raw))
}))

# --- gamma-Poisson
grid <- data.frame(alpha = c(0.5, 0.5, 2, 1.3, 10, 0.5), beta = c(0, 0, 0.5, 640, 3, 0), x = c(0, 1, 0, 33, 1e6, 1e7), n = c(1, 7.5, 0, 900, 2e5, 1e3))
save("gamma_poisson_posterior", rows(grid, function(alpha, beta, x, n) {
  a <- alpha + x; b <- beta + n
  list(post_mean = a / b, post_sd = sqrt(a) / b, q025 = qgamma(0.025, a) / b, q50 = qgamma(0.5, a) / b, q975 = qgamma(0.025, a, lower.tail = FALSE) / b)
}))
grid <- data.frame(alpha = c(0.5, 0.5, 3, 1, 0.5, 0.5), beta = c(0, 0, 2, 0, 0, 0), sum_y = c(0, 2, 40, 0, 900, 1e6), exposure = c(6, 6, 5.5, 0.5, 12, 10),
                   future_exposure = c(1, 5, 3, 4, 1, 1))
save("gamma_poisson_predictive", rows(grid, function(alpha, beta, sum_y, exposure, future_exposure) {
  s <- alpha + sum_y; b <- beta + exposure; p <- b / (b + future_exposure)
  q <- function(v) qnbinom(v, s, p)
  list(nb_size = s, nb_prob = p, mean = s * (1 - p) / p, variance = s * (1 - p) / p^2, p_zero = p^s, q025 = q(0.025), q10 = q(0.1), q50 = q(0.5),
       q90 = q(0.9), q975 = q(0.975))
}))

# --- empirical Bayes (Marshall 1991)
marshall <- function(x, n) {
  b <- sum(x) / sum(n); s2 <- sum(n * (x / n - b)^2) / sum(n); raw <- s2 - b / mean(n); a <- max(0, raw)
  data.frame(b = b, s2 = s2, a_raw = raw, a_used = a, eb_rate = if (a == 0) rep(b, length(x)) else b + a * (x / n - b) / (a + b / n))
}
areas <- list(P = data.frame(x = c(12, 0, 3, 40, 7), n = c(300, 210, 950, 1020, 88.5)), Q = data.frame(x = c(5, 6, 4), n = c(1000, 990, 1010)))
save("eb_marshall_small", do.call(rbind, lapply(names(areas), function(s) cbind(set = s, areas[[s]], marshall(areas[[s]]$x, areas[[s]]$n)))))

# --- trend: Mann 1945, Kendall 1975, Sen 1968
orders <- function(n) if (n == 1) matrix(1) else { # all of them, one a row
  shorter <- orders(n - 1)
  do.call(rbind, lapply(seq_len(n), function(first) cbind(first, shorter + (shorter >= first))))
}
kendall <- function(x) {
  n <- length(x); pairs <- n * (n - 1) / 2
  d <- outer(x, x, function(a, b) sign(b - a)); s <- sum(d[upper.tri(d)])
  ties <- table(x); v <- (n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18
  z <- if (s == 0) 0 else (s - sign(s)) / sqrt(v)
  slopes <- sort(outer(seq_along(x), seq_along(x), function(i, j) (x[j] - x[i]) / (j - i))[upper.tri(d)])
  reach <- qnorm(0.975) * sqrt(v)
  rank <- c(round((pairs - reach) / 2), round((pairs + reach) / 2 + 1))
  at <- function(r) if (r < 1 || r > pairs) NA_real_ else slopes[r]
  exact <- if (any(ties > 1)) NA_real_ else suppressWarnings(cor.test(seq_along(x), x, method = "kendall", exact = TRUE)$p.value)
  permuted <- if (!any(ties > 1)) exact else if (n > 8) NA_real_ else if (s == 0) 1 else { # all orders, the same one as often as it comes
    scores <- apply(orders(n), 1, function(o) sum(sign(outer(x[o], x[o], function(a, b) b - a))[upper.tri(d)]))
    min(1, 2 * mean(scores >= abs(s)))
  }
  list(n = n, S = s, varS = v, tau_b = s / sqrt(pairs - sum(ties * (ties - 1) / 2)) / sqrt(pairs), z = z, p_normal = 2 * pnorm(-abs(z)),
       p_exact = exact, sen_slope = median(slopes), sen_lo95 = at(rank[1]), sen_up95 = at(rank[2]), p_permutation = permuted)
}
series <- list(c(1, 2, 3, 4), c(5.5, 3, 9, 1, 7), c(2, 2, 5, 1, 8, 8, 3), c(31, 33, 30, 36, 41, 38, 44, 43, 47, 52), c(9, 1, 8, 2, 7, 3, 6, 4, 5.5, 5),
               sin(1:45) * 40 + (1:45) / 3, c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4),
               c(4, 4, 5, 6, 6, 7, 9, 8), c(1, 1, 1, 2, 1), c(7, 3, 3, 7))
save("mann_kendall_sen", do.call(rbind, lapply(series, function(x) {
  written <- sprintf("%.17g", x)
  as.data.frame(c(data = paste(written, collapse = " "), kendall(as.numeric(written))))
})))
inversions <- function(n) Reduce(function(f, i) rowSums(sapply(0:(i - 1), function(s) c(rep(0, s), f, rep(0, i - 1 - s)))) / i, seq_len(n)[-1], 1)
grid <- do.call(rbind, lapply(c(3, 6, 11, 20, 41), function(n) data.frame(n = n, S = unique(round(n * (n - 1) / 2 * c(-1, -0.31, 0, 0.17, 0.5, 0.9, 1))))))
save("mann_kendall_exact_tail", rows(grid, function(n, S) {
  p <- inversions(n); k <- seq_along(p) - 1
  list(p_upper = sum(p[n * (n - 1) / 2 - 2 * k >= S]))
}))

# --- CUSUM: Markov chain of the sums in tenths, alarm C > h or C >= h
run_length <- function(mu, k, h, start, sided, at_h) {
  states <- 0:(round(h * 10) - at_h); kk <- round(k * 10)
  chance <- function(from) {
    p <- numeric(length(states))
    for (x in 0:(600 + 10 * ceiling(mu))) {
      to <- if (sided == "upper") from + 10 * x - kk else from + kk - 10 * x
      to <- max(0, to)
      if (to <= tail(states, 1)) p[to + 1] <- p[to + 1] + dpois(x, mu)
    }
    p
  }
  q <- t(sapply(states, chance))
  a <- solve(diag(length(states)) - q, rep(1, length(states)))
  1 + sum(chance(round(start * 10)) * a)
}
grid <- data.frame(mu = c(0.4, 2.7, 2.7, 6, 1, 1.2), k = c(0.6, 2, 3.1, 5, 0.7, 1.5), h = c(3.4, 7, 6.3, 8.5, 3, 0.5), start = c(0, 3.5, 0, 2, 1, 0),
                   sided = c("upper", "upper", "lower", "lower", "lower", "upper"))
save("poisson_cusum_arl", rows(grid, function(mu, k, h, start, sided) list(arl_alarm_if_C_gt_h = run_length(mu, k, h, start, sided, 0),
                                                                         arl_alarm_if_C_ge_h = run_length(mu, k, h, start, sided, 1))))
grid <- data.frame(mu0 = c(0.3, 3, 2.2), mu1 = c(0.9, 1.5, 3), sided = c("upper", "lower", "upper"), arl_target = c(96, 60, 200))
save("poisson_cusum_design", rows(grid, function(mu0, mu1, sided, arl_target) {
  k <- (mu1 - mu0) / log(mu1 / mu0); used <- round(k, 1); h <- 0
  while (run_length(mu0, used, h, 0, sided, 0) < arl_target) h <- round(h + 0.1, 1)
  list(k_exact = k, k_used = used, h_smallest_0.1 = h, arl_at_h = run_length(mu0, used, h, 0, sided, 0), arl_at_mu1 = run_length(mu1, used, h, 0, sided, 0))
}))

# --- Erlang B as truncated Poisson, Erlang C from it
blocking <- function(c, a) if (a == 0) as.numeric(c == 0) else exp(dpois(c, a, log = TRUE) - ppois(c, a, log.p = TRUE))
grid <- rbind(expand.grid(servers = c(1, 4, 30, 400, 10000), offered_load = c(0.02, 3, 29.9, 500, 9990)), data.frame(servers = 5, offered_load = 0))
save("erlang_b_c", rows(grid, function(servers, offered_load) {
  b <- blocking(servers, offered_load); rho <- offered_load / servers
  k <- 0:servers; l <- dpois(k, offered_load, log = TRUE); p <- exp(l - max(l)); p <- p / sum(p)
  v <- sum((servers - k) * p)
  list(erlang_b = b, carried = servers - v, occupancy = (servers - v) / servers, erlang_c = if (rho < 1) b / (1 - rho * (1 - b)) else NA_real_,
       var_occupied = sum(((servers - k) - v)^2 * p))
}))
grid <- expand.grid(servers = c(1, 3, 17, 250), blocking = c(1e-6, 0.02, 0.4, 0.97))
save("erlang_b_max_load", rows(grid, function(servers, blocking) {
  target <- blocking
  a <- halve(function(a) log(get("blocking", globalenv())(servers, a)) - log(target), 1e-9, servers / (1 - target) * 1.01)
  list(max_offered_load = a, occupancy_at_max = a * (1 - target) / servers)
}))
grid <- expand.grid(offered_load = c(0.05, 1.7, 12, 333), blocking = c(1e-4, 0.03, 0.35))
save("erlang_b_min_servers", rows(grid, function(offered_load, blocking) {
  b <- get("blocking", globalenv()); c <- 0
  while (b(c, offered_load) > blocking) c <- c + 1
  list(min_servers = c, blocking_at_min = b(c, offered_load))
}))
grid <- expand.grid(places = c(1, 4, 9, 150), budget_occupancy = c(0.3, 0.9, 0.98, 0.999))
save("implied_blocking_of_budget", rows(grid, function(places, budget_occupancy) {
  a <- halve(function(a) { k <- 0:places; l <- dpois(k, a, log = TRUE); p <- exp(l - max(l)); (1 - budget_occupancy) - sum((1 - k / places) * p) / sum(p) },
             places * budget_occupancy * 0.99, places / (1 - budget_occupancy) * 1.01)
  b <- blocking(places, places * budget_occupancy); w <- b / (1 - budget_occupancy * (1 - b))
  list(loss_offered_load = a, loss_blocking = blocking(places, a), queue_prob_wait = w, queue_mean_wait_in_stays = w / (places * (1 - budget_occupancy)))
}))
grid <- data.frame(places = c(4, 10, 20, 30, 1), offered_load = c(3.6, 9, 25, 12, 0.4), budget_occupancy = c(0.95, 0.9, 0.95, 0.5, 1))
save("occupancy_budget_risk", rows(grid, function(places, offered_load, budget_occupancy) {
  k <- 0:places; p <- dpois(k, offered_load); p <- p / sum(p); m <- sum(k * p)
  list(mean_occupied = m, occupancy = m / places, sd_occupied = sqrt(sum((k - m)^2 * p)), p_below_budget = sum(p[k < round(places * budget_occupancy, 9)]),
       p_full = p[places + 1], p_two_or_more_vacant = sum(p[k <= places - 2]))
}))
pools <- list(list(c(4, 6), c(3, 6)), list(c(8), c(7)), list(c(10, 3, 5), c(2, 4.5, 5)), list(c(0, 6), c(1, 4)))
save("pooling_erlang", do.call(rbind, lapply(pools, function(p) {
  c <- p[[1]]; a <- p[[2]]; b <- mapply(blocking, c, a); lost <- sum(a * b); together <- blocking(sum(c), sum(a)); fewest <- 0
  while (blocking(fewest, sum(a)) > lost / sum(a) * (1 + 1e-12)) fewest <- fewest + 1
  data.frame(servers = paste(c, collapse = " "), loads = paste(a, collapse = " "), separate_blocking = paste(sprintf("%.15g", b), collapse = " "),
             separate_total_lost = lost, separate_mean_blocking = lost / sum(a), pooled_blocking = together, pooled_lost = sum(a) * together,
             gain_erlang = lost - sum(a) * together, pooled_servers_same_service = fewest, servers_saved = sum(c) - fewest)
})))

# --- persons present
grid <- data.frame(mean_census = c(30, 8, 200, 5), exit_rate_per_year = c(0.2, 0.5, 0.1, 6), years = c(1, 3, 1, 0.25))
save("occupancy_time_average_variance", rows(grid, function(mean_census, exit_rate_per_year, years) {
  v <- 2 / years^2 * integrate(function(s) (years - s) * mean_census * exp(-exit_rate_per_year * s), 0, years, rel.tol = 1e-12)$value
  naive <- sqrt(mean_census / (365 * years))
  list(var_point = mean_census, var_time_average = v, sd_time_average = sqrt(v), naive_sd_365_independent_days = naive, inflation = sqrt(v) / naive)
}))
grid <- data.frame(places = c(1, 6, 30, 60), offered_load = c(0.8, 9, 24, 50), exit_rate_per_year = c(0.3, 0.25, 0.1, 1), years = c(1, 5, 1, 2))
save("occupancy_loss_time_average_variance", rows(grid, function(places, offered_load, exit_rate_per_year, years) {
  k <- 0:places; n <- places + 1; p <- dpois(k, offered_load); p <- p / sum(p); m <- sum(k * p)
  q <- matrix(0, n, n)
  for (i in k) { if (i < places) q[i + 1, i + 2] <- offered_load * exit_rate_per_year; if (i > 0) q[i + 1, i] <- i * exit_rate_per_year }
  diag(q) <- -rowSums(q)
  s <- diag(sqrt(p)) %*% q %*% diag(1 / sqrt(p)); e <- eigen((s + t(s)) / 2, symmetric = TRUE)
  w <- as.vector(t(e$vectors) %*% (sqrt(p) * (k - m)))^2
  v <- 2 / years^2 * integrate(function(u) sapply(u, function(t) (years - t) * sum(w * exp(e$values * t))), 0, years, rel.tol = 1e-12)$value
  list(mean_occupied = m, var_point = sum((k - m)^2 * p), var_year_mean = v, sd_occupancy_pct_points = 100 * sqrt(v) / places)
}))
grid <- data.frame(n0 = c(0, 1, 31, 200, 0, 7, 1000), arrivals_per_year = c(0, 0.5, 5, 20, 3, 2, 150), exit_rate = c(0.2, 0.4, 0.2, 0.1, 0, 0, 0.15), years = c(1, 2, 1, 5, 2, 1.5, 3))
save("mginf_transient", rows(grid, function(n0, arrivals_per_year, exit_rate, years) {
  stay <- exp(-exit_rate * years); come <- if (exit_rate > 0) arrivals_per_year / exit_rate * (1 - stay) else arrivals_per_year * years
  k <- 0:(n0 + ceiling(come + 60 * sqrt(come) + 60)); p <- sapply(k, function(v) sum(dbinom(0:n0, n0, stay) * dpois(v - 0:n0, come)))
  q <- function(v) k[which(cumsum(p) >= v * (1 - 1e-12))[1]]
  list(mean = n0 * stay + come, variance = n0 * stay * (1 - stay) + come, q05 = q(0.05), q50 = q(0.5), q95 = q(0.95), p_zero = p[1], p_equal_n0 = p[n0 + 1])
}))
grid <- data.frame(exits = c(0, 1, 12, 1e5), person_days = c(900, 1461.5, 40000, 7e7))
save("exit_rate", rows(grid, function(exits, person_days) {
  f <- 365.25 / person_days; g <- garwood(exits, 0.95) * f
  list(exits_per_year = exits * f, lower = g[1], upper = g[2], mean_stay_days = if (exits == 0) NA_real_ else person_days / exits, mean_stay_lower = 365.25 / g[2],
       mean_stay_upper = if (exits == 0) Inf else 365.25 / g[1])
}))

# --- rates by day: test cases TC-01 and TC-10 of the field's rules and three of our own
grid <- data.frame(budget_cost = c(8e6, 8e6, 5e6, 7.3e6), places = c(10, 10, 6.5, 8), budget_occ = c(0.95, 1, 0.98, 0.97), days = c(365, 365, 365, 366),
                   actual_bed_days = c(3400, 3650, 1000, 3000))
save("rate_takst", rows(grid, function(budget_cost, places, budget_occ, days, actual_bed_days) {
  rate <- budget_cost / (places * days * budget_occ); result <- round(rate * actual_bed_days - budget_cost, 6)
  carried <- max(-0.05 * budget_cost, min(0.05 * budget_cost, result))
  list(rate_per_day = rate, actual_occ = actual_bed_days / (places * days), revenue = rate * actual_bed_days, result = result,
       result_pct_of_budget = 100 * result / budget_cost, carried_within_5pct = carried, into_rate_year_plus_2 = round(result - carried, 6), breakeven_occ = budget_occ)
}))

# --- who moves where: as many as possible, then the least travel; by trying every plan
best_plan <- function(supply, room, cost) {
  best <- c(0, 0)
  split <- function(i, room, moved, spent) {
    if (i > length(supply)) {
      if (moved > best[1] || (moved == best[1] && spent < best[2])) best <<- c(moved, spent)
      return(invisible())
    }
    send <- function(j, left, room, moved, spent) {
      if (j > length(room)) return(split(i + 1, room, moved, spent))
      most <- if (is.na(cost[i, j])) 0 else min(left, room[j])
      for (n in 0:most) send(j + 1, left - n, replace(room, j, room[j] - n), moved + n, spent + if (n > 0) n * cost[i, j] else 0)
    }
    send(1, supply[i], room, moved, spent)
  }
  split(1, room, 0, 0)
  best
}
plan_row <- function(supply, room, cost) {
  best <- best_plan(supply, room, cost)
  data.frame(supply = paste(supply, collapse = " "), room = paste(room, collapse = " "),
             cost = paste(ifelse(is.na(t(cost)), -1, t(cost)), collapse = " "), moved = best[1], total_cost = best[2])
}
# A portfolio of five offers in which A, C and E close in turn; rooms are places less occupied, ways lead to offers for the same group.
minutes <- rbind(m1 = c(A = 10, B = 35, C = 50, D = 70, E = 40), m2 = c(45, 15, 25, 60, 80), m3 = c(60, 40, 20, 12, 30))
spare <- c(A = 1, B = 2, C = 0, D = 4, E = 0)
takes <- list(aut = c("A", "B", "D"), udv = c("B", "C"), spi = c("D", "E"))
closing <- function(offer, group, residents) {
  others <- setdiff(names(spare), offer); cost <- minutes[, others]
  cost[, !others %in% takes[[group]]] <- NA
  plan_row(residents, spare[others], cost)
}
set.seed(1956)
drawn <- lapply(1:25, function(i) {
  n <- sample(1:3, 1); m <- sample(1:3, 1); cost <- matrix(sample(c(NA, 0, 1, 2, 5, 9), n * m, TRUE), n, m)
  plan_row(sample(0:4, n, TRUE), sample(0:4, m, TRUE), cost)
})
save("transport", do.call(rbind, c(list(closing("A", "aut", c(4, 2, 1)), closing("C", "udv", c(1, 3, 2)), closing("E", "spi", c(4, 0, 2))), drawn)))

# --- probability of a shortage a year ahead, over both Gamma posteriors by quadrature on their quantiles
grid <- data.frame(present = c(60, 12, 135, 3, 63), places = c(62, 12, 140, 3, 50), arrivals = c(82, 11, 404, 10, 82), exposure = c(6, 5, 6, 4, 6),
                   exits = c(84, 10, 388, 9, 84), person_years = c(377.6, 55, 812, 13, 377.6))
save("shortage", rows(grid, function(present, places, arrivals, exposure, exits, person_years) {
  n <- 400; u <- (seq_len(n) - 0.5) / n
  mu <- qgamma(u, exits + 0.5, person_years); lambda <- qgamma(u, arrivals + 0.5, exposure); j <- 0:present
  list(probability = mean(sapply(mu, function(m) {
    stay <- dbinom(j, present, exp(-m)); come <- lambda * (1 - exp(-m)) / m
    mean(colSums(stay * outer(places - j, come, function(k, l) ppois(k, l, lower.tail = FALSE))))
  })))
}))
