"""What a training run will take, beside what it must at least take: hours, energy, power, carbon and money.

An estimate is never a bound: it rests on powers that were measured on other runs (`limits.catalog.measured_power`), and
its interval is as wide as these scatter.
"""
