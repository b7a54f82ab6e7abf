package io.biplane.report.picture;

import io.biplane.testbed.result.FaultWindow;

import java.util.List;

/** The virtual-time axis that all pictures of a run share, and the bands of faults behind them. */
public final class TimeAxis {
    static final double WIDTH = 1120;
    static final double LEFT = 150;
    static final double RIGHT = 16;
    private static final int TICKS_MAX = 12;
    private static final long[] STEPS_SECONDS = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600
    };

    private final long endNanos;

    /** An axis from zero to an instant. */
    public TimeAxis(long endNanos) {
        this.endNanos = Math.max(1, endNanos);
    }

    /** Where it ends. */
    public long endNanos() {
        return endNanos;
    }

    double x(long atNanos) {
        double share = (double) Math.max(0, Math.min(endNanos, atNanos)) / endNanos;
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    /** Draws ticks and seconds below {@code y}. */
    void draw(Svg svg, double y) {
        svg.line(LEFT, y, WIDTH - RIGHT, y, "stroke=\"#829ab1\"");
        long step = stepNanos();
        for (long at = 0; at <= endNanos; at += step) {
            svg.line(x(at), y, x(at), y + 4, "stroke=\"#829ab1\"");
            svg.label(x(at), y + 16, at / 1_000_000_000L + " s", "text-anchor=\"middle\"");
        }
    }

    /** Draws vertical help lines. */
    void grid(Svg svg, double top, double bottom) {
        for (long at = 0; at <= endNanos; at += stepNanos()) {
            svg.line(x(at), top, x(at), bottom, "stroke=\"#f0f4f8\"");
        }
    }

    /** Draws what the timeline did: a band while it lasted, a line for a moment. */
    void bands(Svg svg, List<FaultWindow> faults, double top, double bottom) {
        for (FaultWindow fault : faults) {
            double from = x(fault.fromNanos());
            if (fault.lasting()) {
                double until = x(fault.untilNanos().orElse(endNanos));
                svg.rect(
                        from,
                        top,
                        until - from,
                        bottom - top,
                        "fill=\"#7b8794\" fill-opacity=\"0.14\"",
                        tooltip(fault, endNanos));
            }
            svg.line(from, top, from, bottom, "stroke=\"#52606d\" stroke-dasharray=\"3 3\"");
        }
    }

    /** Rows of labels above the bands. */
    private static final int LABEL_ROWS_MAX = 4;
    /** Width of a letter, on the generous side. */
    private static final double LETTER = 5.8;

    /**
     * Names the steps above their bands, in as few rows as they need; those for which no row has room are left to the tooltips.
     *
     * @return height used
     */
    double bandLabels(Svg svg, List<FaultWindow> faults, double top) {
        double[] reached = new double[LABEL_ROWS_MAX];
        int rows = 0;
        for (FaultWindow fault : faults) {
            double width = fault.label().length() * LETTER + 10;
            double x = Math.min(x(fault.fromNanos()), WIDTH - RIGHT - width);
            for (int row = 0; row < LABEL_ROWS_MAX; row++) {
                if (reached[row] <= x) {
                    svg.label(
                            x, top + 10 + row * 12, fault.label(), Svg.BOLD + " font-size=\"10\"");
                    reached[row] = x + width;
                    rows = Math.max(rows, row + 1);
                    break;
                }
            }
        }
        return rows * 12 + 4;
    }

    static String tooltip(FaultWindow fault, long endNanos) {
        String until = fault.lasting() ? " to " + seconds(fault.untilNanos().orElse(endNanos)) : "";
        return fault.label() + ", " + seconds(fault.fromNanos()) + until;
    }

    /** Seconds with three digits and unit. */
    public static String seconds(long nanos) {
        return Decimal.seconds(nanos, 3) + " s";
    }

    private long stepNanos() {
        for (long seconds : STEPS_SECONDS) {
            if (endNanos / (seconds * 1_000_000_000L) <= TICKS_MAX) {
                return seconds * 1_000_000_000L;
            }
        }
        return STEPS_SECONDS[STEPS_SECONDS.length - 1] * 1_000_000_000L;
    }
}
