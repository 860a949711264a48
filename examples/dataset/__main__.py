"""Make the shop in DuckDB, look at it, and ask three questions: ``python -m examples.dataset [scale]``."""

from __future__ import annotations

import sys
import time

from examples.dataset.shop import shop

QUESTIONS = {
    "Which countries buy most?": """
        SELECT c.code, count(*) AS orders, sum(o.price * o.quantity)::DECIMAL(18, 2) AS turnover
        FROM "order" o JOIN "user" u ON o.user_id = u.id JOIN country c ON u.country_code = c.code
        GROUP BY c.code ORDER BY orders DESC LIMIT 5""",
    "Which products are sold most, and at which price?": """
        SELECT p.name, p.price, sum(o.quantity)::BIGINT AS sold, bool_and(o.price = p.price) AS same_price
        FROM "order" o JOIN product p ON o.product_id = p.id
        GROUP BY ALL ORDER BY sold DESC LIMIT 5""",
    "How many users have never bought anything?": """
        SELECT count(*) AS users, round(100.0 * count(*) / (SELECT count(*) FROM "user"), 1) AS percent
        FROM "user" u LEFT JOIN "order" o ON o.user_id = u.id WHERE o.id IS NULL""",
}


def main(scale: float) -> None:
    """Make it, and ask."""
    data = shop.scaled(scale)
    print(data.dry_run())
    began = time.perf_counter()
    connection = data.to_duckdb()
    print(f"\nMade in {time.perf_counter() - began:.1f} s.")
    for question, query in QUESTIONS.items():
        found = connection.execute(query)
        print(f"\n{question}\n  {', '.join(each[0] for each in found.description)}")
        for row in found.fetchall():
            print(f"  {', '.join(map(str, row))}")
    report = data.check(1_000)
    print(f"\n{len(report.findings)} checks, {'all hold' if report.passed else 'not all hold'}.")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1)
