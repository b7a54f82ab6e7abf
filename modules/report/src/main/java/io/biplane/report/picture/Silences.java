package io.biplane.report.picture;

import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.result.VariantResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Stretches in which operations were due and none was answered: what a client feels of an outage. */
public final class Silences {
    /** Shorter stretches are not shown. Our choice: below this a curve shows what there is. */
    private static final long SHOWN_NANOS_MIN = 1_000_000_000L;

    private Silences() {}

    /** One stretch, from one answer to the next. */
    public record Silence(long fromNanos, long untilNanos) {
        /** Its length in words. */
        public String words() {
            return String.format(
                    Locale.ROOT, "no answer for %.1f s", (untilNanos - fromNanos) / 1e9);
        }
    }

    /** The stretches of a load, of one operation or (with an empty name) of all, in order of time. */
    public static List<Silence> of(VariantResult variant, String load, String operation) {
        List<RawSample> samples = variant.details().operations().stream()
                .filter(sample -> sample.load().equals(load)
                        && (operation.isEmpty() || sample.operation().equals(operation)))
                .toList();
        long[] answers = samples.stream()
                .filter(sample -> sample.ending() == RawSample.Ending.OK)
                .mapToLong(RawSample::doneAtNanos)
                .sorted()
                .toArray();
        long[] dues = samples.stream().mapToLong(RawSample::dueAtNanos).sorted().toArray();
        List<Silence> silences = new ArrayList<>();
        long last = dues.length == 0 ? 0 : dues[0];
        for (int i = 0; i <= answers.length; i++) {
            long next = i < answers.length ? answers[i] : variant.endedAtNanos();
            if (next - last >= SHOWN_NANOS_MIN && anyBetween(dues, last, next - SHOWN_NANOS_MIN)) {
                silences.add(new Silence(last, Math.min(next, variant.endedAtNanos())));
            }
            last = Math.max(last, next);
        }
        return silences;
    }

    /** Whether anything was due in the stretch, and not only just before its end. */
    private static boolean anyBetween(long[] dues, long from, long until) {
        for (long due : dues) {
            if (due >= from && due <= until) {
                return true;
            }
        }
        return false;
    }
}
