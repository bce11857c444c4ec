import numpy as np

from index.logistic import logistic


def test_a_logistic_model_finds_the_side_that_counts() -> None:
    x = np.array([[1.0, 0], [1, 1], [1, 0], [1, 1]])
    y = np.array([0.0, 1, 0, 1])
    beta = logistic(x, y, np.full(2, 0.1))
    assert beta[0] < 0 < beta[0] + beta[1]
    doubled = logistic(x, np.array([0.0, 1, 1, 0]), np.full(2, 0.1), np.array([1.0, 5, 1, 1]))
    assert doubled[1] > 0
