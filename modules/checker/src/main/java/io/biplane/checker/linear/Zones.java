package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.RegisterModel.Call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides linearizability of one register whose writes all write different values, in O(n log n).
 *
 * <p>A value's cluster is its write and the reads that saw it. Its zone lies between the first
 * return and the last invocation of the cluster: a <em>forward</em> zone if the return comes first,
 * for then the register held the value from there to there; else a <em>backward</em> zone. There is
 * a linearization if and only if every read's value was written and not only later, no two forward
 * zones overlap, and no backward zone lies inside a forward one. Source: P. Gibbons and E. Korach,
 * Testing Shared Memories, SIAM J. Computing 26(4), 1997, section 4.
 *
 * <p>Unknown writes never return, which the zones take as it is; unknown writes that nobody read
 * and unknown reads are left out.
 */
final class Zones {
    /** The initial value counts as written before everything. */
    private static final long BEFORE_ALL = -1;

    private final Object initial;
    private final List<Access> accesses;

    /** An operation with what it wrote or saw. */
    private record Access(Operation operation, boolean isWrite, Object value) {
        long invoked() {
            return operation.span().invokeIndex();
        }

        /** Of an unknown one never. */
        long returned() {
            return operation.span().returnIndex();
        }
    }

    /** What is wrong: a sentence and the operations it speaks of. */
    record Conflict(String text, List<Operation> operations) {}

    /** A value's operations, summed up; mutable while it is built. */
    private static final class Cluster {
        final Object value;
        Optional<Access> write = Optional.empty();
        /** First to return; empty while only the initial write or nothing has. */
        Optional<Access> firstReturned = Optional.empty();

        Optional<Access> lastInvoked = Optional.empty();
        long firstReturn = Operation.Span.NEVER;
        long lastInvoke = BEFORE_ALL - 1;
        boolean isRead;

        Cluster(Object value) {
            this.value = value;
        }

        boolean isForward() {
            return firstReturn < lastInvoke;
        }

        void add(Access access) {
            if (access.returned() < firstReturn) {
                firstReturn = access.returned();
                firstReturned = Optional.of(access);
            }
            if (access.invoked() > lastInvoke) {
                lastInvoke = access.invoked();
                lastInvoked = Optional.of(access);
            }
            if (access.isWrite) {
                write = Optional.of(access);
            } else {
                isRead = true;
            }
        }
    }

    private Zones(Object initial, List<Access> accesses) {
        this.initial = initial;
        this.accesses = accesses;
    }

    /**
     * The decision procedure for these operations; empty if they are not reads and differing
     * writes.
     */
    static Optional<Zones> of(RegisterModel model, List<Operation> operations)
            throws ModelMismatchException {
        List<Access> accesses = new ArrayList<>(operations.size());
        Map<Object, Boolean> written = new LinkedHashMap<>();
        written.put(model.initial(), true);
        for (Operation operation : operations) {
            Call call = model.call(operation);
            if (call instanceof Call.Write write) {
                if (written.put(write.value(), true) != null) {
                    return Optional.empty();
                }
                accesses.add(new Access(operation, true, write.value()));
            } else if (call instanceof Call.Read read) {
                read.value().ifPresent(v -> accesses.add(new Access(operation, false, v)));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Zones(model.initial(), accesses));
    }

    /** Why not everything fits; empty if it does. */
    Optional<Conflict> conflict() {
        Map<Object, Cluster> clusters = clusters();
        Optional<Conflict> early = readBeforeWrite(clusters);
        return early.isPresent() ? early : zoneConflict(clusters);
    }

    private Map<Object, Cluster> clusters() {
        Map<Object, Cluster> clusters = new LinkedHashMap<>();
        Cluster first = new Cluster(initial);
        first.firstReturn = BEFORE_ALL;
        clusters.put(initial, first);
        for (Access access : accesses) {
            clusters.computeIfAbsent(access.value, Cluster::new).add(access);
        }
        return clusters;
    }

    private Optional<Conflict> readBeforeWrite(Map<Object, Cluster> clusters) {
        for (Access access : accesses) {
            if (access.isWrite || access.value.equals(initial)) {
                continue;
            }
            Cluster cluster = clusters.get(access.value);
            if (cluster.write.isEmpty()) {
                return Optional.of(new Conflict(
                        "nobody wrote " + access.value + ", which " + access.operation.describe()
                                + " saw",
                        List.of(access.operation)));
            }
            Access write = cluster.write.get();
            if (access.returned() < write.invoked()) {
                return Optional.of(new Conflict(
                        access.operation.describe() + " saw a value before "
                                + write.operation.describe() + " began to write it",
                        List.of(access.operation, write.operation)));
            }
        }
        return Optional.empty();
    }

    private Optional<Conflict> zoneConflict(Map<Object, Cluster> clusters) {
        List<Cluster> forward = new ArrayList<>();
        List<Cluster> backward = new ArrayList<>();
        for (Cluster cluster : clusters.values()) {
            if (cluster.isForward()) {
                forward.add(cluster);
            } else if (cluster.isRead || cluster.firstReturn != Operation.Span.NEVER) {
                backward.add(cluster);
            }
        }
        forward.sort((a, b) -> Long.compare(a.firstReturn, b.firstReturn));
        for (int i = 1; i < forward.size(); i++) {
            if (forward.get(i).firstReturn < forward.get(i - 1).lastInvoke) {
                return Optional.of(overlap(forward.get(i - 1), forward.get(i)));
            }
        }
        for (Cluster inner : backward) {
            Optional<Cluster> outer = around(inner, forward);
            if (outer.isPresent()) {
                return Optional.of(inside(inner, outer.get()));
            }
        }
        return Optional.empty();
    }

    /** The forward zone that a backward zone lies inside; the forward ones do not overlap. */
    private static Optional<Cluster> around(Cluster inner, List<Cluster> forward) {
        int low = 0;
        int high = forward.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (forward.get(middle).firstReturn < inner.lastInvoke) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && inner.firstReturn < forward.get(low - 1).lastInvoke
                ? Optional.of(forward.get(low - 1))
                : Optional.empty();
    }

    private Conflict overlap(Cluster one, Cluster two) {
        return new Conflict(
                held(one) + ";\n" + held(two) + ";\nbut these times overlap", evidence(one, two));
    }

    private Conflict inside(Cluster inner, Cluster outer) {
        String there =
                inner.firstReturned.map(access -> access.operation.describe()).orElse("");
        String start =
                inner.lastInvoked.map(access -> access.operation.describe()).orElse("");
        String moment = there.equals(start) ? there : start + " began and " + there + " ended";
        return new Conflict(
                held(outer) + ";\nbut " + inner.value + " must have been there between: " + moment,
                evidence(outer, inner));
    }

    /** Why the register held a value for some time. */
    private String held(Cluster cluster) {
        String since = cluster.firstReturned
                .filter(access -> cluster.firstReturn != BEFORE_ALL)
                .map(access -> "the return of " + access.operation.describe())
                .orElse("the beginning");
        String until = cluster.lastInvoked
                .map(access -> "the invocation of " + access.operation.describe())
                .orElse("the beginning");
        return "the register held " + cluster.value + " from " + since + " to " + until;
    }

    private static List<Operation> evidence(Cluster one, Cluster two) {
        List<Operation> operations = new ArrayList<>();
        for (Cluster cluster : List.of(one, two)) {
            cluster.write.ifPresent(access -> operations.add(access.operation));
            cluster.firstReturned.ifPresent(access -> operations.add(access.operation));
            cluster.lastInvoked.ifPresent(access -> operations.add(access.operation));
        }
        return operations.stream().distinct().toList();
    }
}
