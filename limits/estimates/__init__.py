"""What a training run will take, beside what it must at least take: memory per device; coefficients of power.

An estimate is never a bound: it rests on what was measured on other runs (`limits.catalog.measured_power`,
`limits.estimates.measured`), and its interval is as wide as these scatter.
"""
