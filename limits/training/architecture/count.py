"""What a part of a model adds to its counts."""

from __future__ import annotations

from limits.frozen import frozen


@frozen
class Count:
    """Exact counts of a part of a model; parts add up, and a layer may stand many times.

    Attributes
    ----------
    total
        Trainable parameters; a matrix that two parts share is counted with the first of them [parameter].
    active
        Those of them that one token makes use of; of an embedding, all [parameter].
    matmul
        Weights of the matrices that one token is multiplied by, wherever they are stored [parameter].
    attention
        Sum over attention layers of heads x (size of a key + size of a value) [1].

    Examples
    --------
    >>> 2 * Count(total=10, active=4) + Count(total=1, matmul=1)
    Count(total=21, active=8, matmul=1, attention=0)
    """

    total: int = 0
    active: int = 0
    matmul: int = 0
    attention: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.total + other.total,
            self.active + other.active,
            self.matmul + other.matmul,
            self.attention + other.attention,
        )

    def __mul__(self, times: int) -> Count:
        return Count(self.total * times, self.active * times, self.matmul * times, self.attention * times)

    __rmul__ = __mul__


def matrix(inputs: int, outputs: int, *, bias: bool = False) -> Count:
    """Count a matrix that every token is multiplied by, with a bias or without.

    Examples
    --------
    >>> matrix(4, 3, bias=True)
    Count(total=15, active=15, matmul=12, attention=0)
    """
    weights = inputs * outputs
    return vector(weights + outputs * bias) + Count(matmul=weights)


def vector(size: int) -> Count:
    """Count parameters that every token meets outside of matrix products: biases, norms, tables that are looked up.

    Examples
    --------
    >>> vector(3)
    Count(total=3, active=3, matmul=0, attention=0)
    """
    return Count(total=size, active=size)
