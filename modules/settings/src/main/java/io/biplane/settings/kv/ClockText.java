package io.biplane.settings.kv;

/** Durations as the modelled system's messages have them: {@code 400ms}, {@code 9.9s}, {@code 8h0m0s}. */
public final class ClockText {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long MINUTES_PER_HOUR = 60;

    private ClockText() {}

    /** A duration, rounded down to milliseconds; below a second in milliseconds, with its sign. */
    public static String duration(long nanos) {
        String sign = nanos < 0 ? "-" : "";
        long millis = Math.abs(nanos) / NANOS_PER_MILLI;
        if (millis < 1_000) {
            return sign + millis + "ms";
        }
        long seconds = Math.abs(nanos) / NANOS_PER_SECOND;
        long minutes = seconds / SECONDS_PER_MINUTE;
        long hours = minutes / MINUTES_PER_HOUR;
        StringBuilder text = new StringBuilder(sign);
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (minutes > 0) {
            text.append(minutes % MINUTES_PER_HOUR).append('m');
        }
        text.append(seconds % SECONDS_PER_MINUTE);
        long fraction = millis % 1_000;
        if (fraction > 0) {
            text.append('.').append(String.valueOf(1_000 + fraction).substring(1));
        }
        return text.toString().replaceFirst("(\\.[0-9]*?)0+$", "$1") + "s";
    }
}
