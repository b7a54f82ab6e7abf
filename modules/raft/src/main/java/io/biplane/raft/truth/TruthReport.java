package io.biplane.raft.truth;

import java.util.List;
import java.util.Locale;

/**
 * Measured beside published.
 *
 * @param rows in the order of the tables
 * @param notes what the reader must know to judge the rows
 */
public record TruthReport(TruthOptions options, List<Row> rows, List<String> notes) {
    /**
     * One comparison.
     *
     * @param section such as {@code T1}
     * @param name what is compared
     * @param unit of both values
     * @param tolerance largest allowed absolute difference, in the same unit
     * @param isGate whether the verdict depends on it; other rows are shown for orientation
     */
    public record Row(
            String section,
            String name,
            String unit,
            Comparison values,
            double tolerance,
            boolean isGate) {
        /** Whether measured and published differ by at most the tolerance. */
        public boolean ok() {
            return Math.abs(values.measured() - values.published()) <= tolerance;
        }

        public double measured() {
            return values.measured();
        }

        public double published() {
            return values.published();
        }
    }

    /** What came out here and what was published or follows from a formula. */
    public record Comparison(double measured, double published) {}

    public TruthReport {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** Whether every gate row is within its tolerance. */
    public boolean passed() {
        return rows.stream().allMatch(row -> row.ok() || !row.isGate());
    }

    /** Gate rows out of tolerance. */
    public List<Row> failures() {
        return rows.stream().filter(row -> row.isGate() && !row.ok()).toList();
    }

    /** The report as a table of fixed columns, ending in the verdict. */
    public String render() {
        StringBuilder text = new StringBuilder();
        String format = "%-3s %-38s %12s %12s %9s %9s  %s%n".replace("%n", "\n");
        text.append(String.format(
                Locale.ROOT, format, "", "", "measured", "published", "diff", "allowed", ""));
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    format,
                    row.section(),
                    row.name(),
                    number(row.measured(), row.unit()),
                    number(row.published(), row.unit()),
                    signed(row.measured() - row.published(), row.unit()),
                    "±" + number(row.tolerance(), "").trim(),
                    verdict(row)));
        }
        notes.forEach(note -> text.append("note: ").append(note).append('\n'));
        long gates = rows.stream().filter(Row::isGate).count();
        text.append(passed() ? "PASS" : "FAIL");
        text.append(": ").append(gates - failures().size()).append(" of ").append(gates);
        return text.append(" gate rows within tolerance\n").toString();
    }

    private static String verdict(Row row) {
        if (!row.isGate()) {
            return "shown";
        }
        return row.ok() ? "ok" : "FAIL";
    }

    private static String number(double value, String unit) {
        return String.format(Locale.ROOT, Math.abs(value) < 2 ? "%.4f %s" : "%.2f %s", value, unit);
    }

    private static String signed(double value, String unit) {
        return (value >= 0 ? "+" : "") + number(value, "").trim();
    }
}
