package io.biplane.testbed.measure;

import io.biplane.testbed.result.Latency;
import io.biplane.testbed.result.OperationTotal;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All operations of one load. Columns of primitives, in order of completion; four hundred thousand operations take about 12 MB.
 */
public final class Samples {
    /** How an operation ended, as the client knows. */
    public enum Outcome {
        OK,
        /** Certainly did not happen. */
        FAILED,
        /** May or may not have happened. */
        UNKNOWN
    }

    private static final Outcome[] OUTCOMES = Outcome.values();

    /** Precision of histograms: 3 digits, as wrk2 and CockroachDB's workload keep. */
    private static final int HISTOGRAM_DIGITS = 3;

    private final String virtualCluster;
    private final String load;
    private final List<String> operations = new ArrayList<>();
    private long[] dueAtNanos = new long[1024];
    private long[] sentAtNanos = new long[1024];
    private long[] doneAtNanos = new long[1024];
    private byte[] kinds = new byte[1024];
    private int count;
    /** Samples by operation that did not end ok. */
    private long[] errors = new long[4];
    /** For the running table; empty between two questions. */
    private final Histogram running = newHistogram();
    /** Stretches that ended when a step fired; ascending, without overlap. */
    private List<Window> calms = List.of();

    public Samples(String virtualCluster, String load) {
        this.virtualCluster = virtualCluster;
        this.load = load;
    }

    /**
     * Which part of the samples a question is about; by the moment they count at, from included,
     * until excluded.
     */
    public record Window(long fromNanos, long untilNanos) {}

    /** Name of the load. */
    public String load() {
        return load;
    }

    /** Where the load ran. */
    public String virtualCluster() {
        return virtualCluster;
    }

    /** Names of the operations seen, sorted. */
    public List<String> operations() {
        return operations.stream().sorted().toList();
    }

    /** Adds an operation that is over. Times since the run's zero. */
    public void add(String operation, long dueAt, long sentAt, long doneAt, Outcome outcome) {
        if (count == kinds.length) {
            grow();
        }
        dueAtNanos[count] = dueAt;
        sentAtNanos[count] = sentAt;
        doneAtNanos[count] = doneAt;
        int index = indexOf(operation);
        kinds[count] = (byte) (index * OUTCOMES.length + outcome.ordinal());
        if (outcome != Outcome.OK) {
            errors[index]++;
        }
        count++;
    }

    /**
     * Says when nothing was going on, until a step fired. What was due in such a calm and was still
     * under way at its end counts at its end: what befell it is no part of the calm.
     *
     * @param stretches ascending, without overlap
     */
    public void setCalms(List<Window> stretches) {
        calms = List.copyOf(stretches);
    }

    /** The moment in the run that a sample belongs to. */
    private long countsAt(int sample) {
        long due = dueAtNanos[sample];
        for (Window calm : calms) {
            if (calm.fromNanos() <= due && due < calm.untilNanos()) {
                return calm.untilNanos() <= doneAtNanos[sample] ? calm.untilNanos() : due;
            }
        }
        return due;
    }

    private boolean isIn(Window window, int sample) {
        long at = countsAt(sample);
        return window.fromNanos() <= at && at < window.untilNanos();
    }

    /** Totals of one operation over what counts in a window; an empty name means all operations. */
    public OperationTotal total(String operation, Window window) {
        Totals totals = new Totals();
        addTo(totals, operation, window);
        return totals.of(virtualCluster, load, operation);
    }

    /** Totals over all operations of all loads of one virtual cluster; load and operation of the result are empty. */
    public static OperationTotal total(String virtualCluster, List<Samples> loads, Window window) {
        Totals totals = new Totals();
        loads.stream()
                .filter(samples -> samples.virtualCluster.equals(virtualCluster))
                .forEach(samples -> samples.addTo(totals, "", window));
        return totals.of(virtualCluster, "", "");
    }

    private void addTo(Totals totals, String operation, Window window) {
        int wanted = operation.isEmpty() ? -1 : operations.indexOf(operation);
        for (int i = 0; i < count; i++) {
            int kind = kinds[i] / totals.outcomes.length;
            if (!isIn(window, i) || wanted != kind && !operation.isEmpty()) {
                continue;
            }
            int outcome = kinds[i] % totals.outcomes.length;
            totals.outcomes[outcome]++;
            if (outcome == Outcome.OK.ordinal()) {
                totals.response.recordValue(doneAtNanos[i] - dueAtNanos[i]);
                totals.service.recordValue(doneAtNanos[i] - sentAtNanos[i]);
            }
        }
    }

    /** What is summed up over samples. */
    private static final class Totals {
        private final Histogram response = newHistogram();
        private final Histogram service = newHistogram();
        private final long[] outcomes = new long[OUTCOMES.length];

        OperationTotal of(String virtualCluster, String load, String operation) {
            return new OperationTotal(
                    virtualCluster,
                    load,
                    operation,
                    outcomes[Outcome.OK.ordinal()],
                    outcomes[Outcome.FAILED.ordinal()],
                    outcomes[Outcome.UNKNOWN.ordinal()],
                    Latency.of(response),
                    Latency.of(service));
        }
    }

    /**
     * The longest stretch, of the time a window spans, in which operations were due and none ended ok; and where it began. It is
     * counted from one successful answer to the next, so an idle load is not unavailable.
     */
    public Gap longestGap(Window window) {
        long[] answers = new long[count];
        int n = 0;
        long firstDue = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            firstDue = Math.min(firstDue, Math.max(window.fromNanos(), dueAtNanos[i]));
            if (kinds[i] % OUTCOMES.length == Outcome.OK.ordinal()
                    && doneAtNanos[i] >= window.fromNanos()
                    && doneAtNanos[i] < window.untilNanos()) {
                answers[n++] = doneAtNanos[i];
            }
        }
        Arrays.sort(answers, 0, n);
        Gap longest = new Gap(0, window.fromNanos());
        long last = Math.min(firstDue, window.untilNanos());
        for (int i = 0; i <= n; i++) {
            long next = i < n ? answers[i] : Math.min(window.untilNanos(), lastKnownNanos());
            if (next - last > longest.nanos()) {
                longest = new Gap(next - last, last);
            }
            last = Math.max(last, next);
        }
        return longest;
    }

    /** A stretch without success. */
    public record Gap(long nanos, long fromNanos) {}

    /** The slowest successful response that counts in a window: where it was due; the window's start when there is none. */
    public long slowestDueAt(String operation, Window window) {
        int wanted = operation.isEmpty() ? -1 : operations.indexOf(operation);
        long slowest = -1;
        long at = window.fromNanos();
        for (int i = 0; i < count; i++) {
            int kind = kinds[i] / OUTCOMES.length;
            if (isIn(window, i)
                    && (operation.isEmpty() || wanted == kind)
                    && kinds[i] % OUTCOMES.length == 0
                    && doneAtNanos[i] - dueAtNanos[i] > slowest) {
                slowest = doneAtNanos[i] - dueAtNanos[i];
                at = dueAtNanos[i];
            }
        }
        return at;
    }

    /** Where the first operation that counts in the window and did not end ok was due; -1 when all did. */
    public long firstErrorDueAt(Window window) {
        long first = -1;
        for (int i = 0; i < count; i++) {
            if (isIn(window, i)
                    && kinds[i] % OUTCOMES.length != 0
                    && (first < 0 || dueAtNanos[i] < first)) {
                first = dueAtNanos[i];
            }
        }
        return first;
    }

    /** Response times that ended within a window of completion, for the running table. */
    public Latency completedBetween(String operation, long fromNanos, long untilNanos) {
        running.reset();
        int wanted = operations.indexOf(operation);
        for (int i = count - 1; i >= 0 && doneAtNanos[i] >= fromNanos; i--) {
            if (doneAtNanos[i] < untilNanos
                    && kinds[i] / OUTCOMES.length == wanted
                    && kinds[i] % OUTCOMES.length == 0) {
                running.recordValue(doneAtNanos[i] - dueAtNanos[i]);
            }
        }
        return Latency.of(running);
    }

    /** Operations of a kind that ended before an instant, and not ok. */
    public long errorsUntil(String operation, long untilNanos) {
        int wanted = operations.indexOf(operation);
        if (wanted < 0) {
            return 0;
        }
        long before = errors[wanted];
        for (int i = count - 1; i >= 0 && doneAtNanos[i] >= untilNanos; i--) {
            if (kinds[i] / OUTCOMES.length == wanted && kinds[i] % OUTCOMES.length != 0) {
                before--;
            }
        }
        return before;
    }

    /** Visits every sample, in order of completion. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < count; i++) {
            visitor.visit(
                    operations.get(kinds[i] / OUTCOMES.length),
                    dueAtNanos[i],
                    doneAtNanos[i],
                    OUTCOMES[kinds[i] % OUTCOMES.length]);
        }
    }

    /** Sees one sample. */
    @FunctionalInterface
    public interface Visitor {
        void visit(String operation, long dueAt, long doneAt, Outcome outcome);
    }

    private long lastKnownNanos() {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = Math.max(last, doneAtNanos[i]);
        }
        return last;
    }

    private static Histogram newHistogram() {
        return new Histogram(HISTOGRAM_DIGITS);
    }

    private int indexOf(String operation) {
        int index = operations.indexOf(operation);
        if (index < 0) {
            operations.add(operation);
            errors = Arrays.copyOf(errors, Math.max(errors.length, operations.size()));
            return operations.size() - 1;
        }
        return index;
    }

    private void grow() {
        int size = kinds.length * 2;
        dueAtNanos = Arrays.copyOf(dueAtNanos, size);
        sentAtNanos = Arrays.copyOf(sentAtNanos, size);
        doneAtNanos = Arrays.copyOf(doneAtNanos, size);
        kinds = Arrays.copyOf(kinds, size);
    }
}
