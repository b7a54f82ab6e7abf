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
     * @param values what came out, NaN if a trial did not end, and what was expected
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
        /** A row the verdict depends on. */
        public static Row gate(
                String section, String name, String unit, Comparison values, double tolerance) {
            return new Row(section, name, unit, values, tolerance, true);
        }

        /** Whether measured and published differ by at most the tolerance. */
        public boolean ok() {
            return Math.abs(values.measured() - values.published()) <= tolerance;
        }

        /** Whether a trial had to be given up, so that there is nothing to compare. */
        public boolean isEndless() {
            return Double.isNaN(values.measured());
        }

        /** Whether this row turns the verdict: a trial without end does so in any row. */
        public boolean isFailure() {
            return isEndless() || (isGate && !ok());
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

    /** Whether every gate row is within its tolerance and every trial ended. */
    public boolean passed() {
        return rows.stream().noneMatch(Row::isFailure);
    }

    /** Gate rows out of tolerance, and rows with a trial that did not end. */
    public List<Row> failures() {
        return rows.stream().filter(Row::isFailure).toList();
    }

    /** The report as a table of fixed columns, ending in the verdict. */
    public String render() {
        StringBuilder text = new StringBuilder();
        String format = "%-3s %-48s %12s %12s %9s %9s  %s%n".replace("%n", "\n");
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
                    signed(row.measured() - row.published()),
                    "±" + number(row.tolerance(), "").trim(),
                    verdict(row)));
        }
        notes.forEach(note -> text.append("note: ").append(note).append('\n'));
        long gates = rows.stream().filter(Row::isGate).count();
        long held = rows.stream().filter(row -> row.isGate() && row.ok()).count();
        text.append(passed() ? "PASS" : "FAIL").append(": ").append(held).append(" of ");
        return text.append(gates).append(" gate rows within tolerance\n").toString();
    }

    private static String verdict(Row row) {
        if (row.isEndless()) {
            return "FAIL: an election did not end";
        }
        if (!row.isGate()) {
            return "shown";
        }
        return row.ok() ? "ok" : "FAIL";
    }

    private static String number(double value, String unit) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 2 ? "%.4f %s" : "%.2f %s", value, unit);
    }

    private static String signed(double value) {
        return (value >= 0 ? "+" : "") + number(value, "").trim();
    }
}
