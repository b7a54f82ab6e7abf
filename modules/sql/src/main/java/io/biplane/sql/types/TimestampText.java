package io.biplane.sql.types;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timestamps as text, ISO style: {@code 2026-11-23 13:05:00.25+00}. UTC is the only zone shown. */
public final class TimestampText {
    /** Microseconds from 1970-01-01 to 2000-01-01, the epoch of PostgreSQL's timestamps. */
    public static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4,6}-\\d{1,2}-\\d{1,2})"
                    + "(?:[ T]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?"
                    + "\\s*(Z|UTC|[+-]\\d{1,2}(?::?\\d{2})?)?( BC)?",
            Pattern.CASE_INSENSITIVE);

    private TimestampText() {}

    /** Microseconds since 2000-01-01; a zone in the text is honoured only if {@code isZoned}. */
    static long parse(String text, boolean isZoned) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw Casts.invalidText(isZoned ? "timestamptz" : "timestamp", text);
        }
        try {
            String[] day = matcher.group(1).split("-");
            int year = Integer.parseInt(day[0]);
            LocalDate date = LocalDate.of(
                    matcher.group(7) == null ? year : 1 - year,
                    Integer.parseInt(day[1]),
                    Integer.parseInt(day[2]));
            LocalTime time = LocalTime.of(
                    number(matcher.group(2)), number(matcher.group(3)), number(matcher.group(4)));
            long seconds = LocalDateTime.of(date, time).toEpochSecond(ZoneOffset.UTC);
            if (isZoned) {
                seconds -= offsetSeconds(matcher.group(6));
            }
            return Math.multiplyExact(seconds, MICROS_PER_SECOND)
                    - EPOCH_MICROS
                    + micros(matcher.group(5));
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw new SqlException(
                    SqlState.DATETIME_OVERFLOW,
                    "date/time field value out of range: \"" + text + "\"");
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static long micros(String fraction) {
        if (fraction == null) {
            return 0;
        }
        String padded = (fraction + "00000000").substring(0, 9);
        return (Long.parseLong(padded) + 500) / 1_000;
    }

    private static long offsetSeconds(String zone) {
        if (zone == null || Character.isLetter(zone.charAt(0))) {
            return 0;
        }
        String digits = zone.substring(1).replace(":", "");
        int hours = Integer.parseInt(
                digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
        int minutes =
                digits.length() > 2 ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
        long seconds = hours * 3_600L + minutes * 60L;
        return zone.charAt(0) == '-' ? -seconds : seconds;
    }

    static String format(long micros, boolean isZoned) {
        long unixMicros = micros + EPOCH_MICROS;
        long seconds = Math.floorDiv(unixMicros, MICROS_PER_SECOND);
        long fraction = Math.floorMod(unixMicros, MICROS_PER_SECOND);
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        boolean isBeforeChrist = time.getYear() < 1;
        int year = isBeforeChrist ? 1 - time.getYear() : time.getYear();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%04d-%02d-%02d %02d:%02d:%02d",
                year,
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond()));
        if (fraction != 0) {
            String digits = String.valueOf(MICROS_PER_SECOND + fraction).substring(1);
            text.append('.').append(digits.replaceAll("0+$", ""));
        }
        text.append(isZoned ? "+00" : "");
        return text.append(isBeforeChrist ? " BC" : "").toString();
    }
}
