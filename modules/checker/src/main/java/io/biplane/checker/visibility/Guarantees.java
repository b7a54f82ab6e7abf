package io.biplane.checker.visibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The demands of monotonic atomic view and of each session guarantee by itself. */
final class Guarantees {
    private final List<Access> accesses;
    private final Map<Integer, Access> byId = new LinkedHashMap<>();
    private final Demands demands;

    /** A key as a session knows it. */
    private record Place(long session, int key) {}

    Guarantees(List<Access> accesses, Demands demands) {
        this.accesses = accesses;
        this.demands = demands;
        accesses.forEach(access -> byId.put(access.id(), access));
    }

    /** Once a transaction has read of another, it does not read what was there before that. */
    void atomicView() {
        for (Access access : accesses) {
            Set<Integer> observed = new LinkedHashSet<>();
            for (Access.Step step : access.steps()) {
                if (!step.isRead()) {
                    continue;
                }
                for (int other : observed) {
                    if (other != step.writer() && byId.get(other).writes(step.key())) {
                        demand(other, step, access);
                    }
                }
                if (step.writer() >= 0 && step.writer() != access.id()) {
                    observed.add(step.writer());
                }
            }
        }
    }

    private void demand(int one, Access.Step read, Access reader) {
        if (read.writer() == Access.FIRST_VERSION) {
            demands.missed(one, reader.id(), read.key());
        } else {
            demands.before(one, read.writer(), reader.id(), read.key());
        }
    }

    /** What a session reads of a key does not go back. */
    void monotonicReads() {
        Map<Place, Integer> last = new LinkedHashMap<>();
        for (Access access : accesses) {
            for (Access.Step step : access.steps()) {
                if (step.isRead()) {
                    Place place = new Place(access.session(), step.key());
                    Integer before = last.get(place);
                    if (before != null && before != step.writer()) {
                        demand(before, step, access);
                    }
                    if (step.writer() >= 0) {
                        last.put(place, step.writer());
                    }
                }
            }
        }
    }

    /** A session's writes of a key are in its order. */
    void monotonicWrites() {
        Map<Place, Integer> last = new LinkedHashMap<>();
        for (Access access : accesses) {
            for (Access.Step step : access.steps()) {
                if (!step.isRead()) {
                    Place place = new Place(access.session(), step.key());
                    Integer before = last.get(place);
                    if (before != null && before != access.id()) {
                        demands.before(before, access.id(), Demands.NOBODY, step.key());
                    }
                    if (access.isFirst()) {
                        last.put(place, access.id());
                    }
                }
            }
        }
    }

    /** What a session has written is there when it reads. */
    void ownWrites() {
        Map<Place, Demands.Several> written = new LinkedHashMap<>();
        for (Access access : accesses) {
            for (Access.Step step : access.steps()) {
                Place place = new Place(access.session(), step.key());
                Demands.Several own = written.computeIfAbsent(place, key -> new Demands.Several());
                if (!step.isRead()) {
                    if (access.isFirst()) {
                        own.members.add(access.id());
                    }
                } else if (step.writer() == Access.FIRST_VERSION) {
                    own.members.stream()
                            .findFirst()
                            .ifPresent(one -> demands.missed(one, access.id(), step.key()));
                } else if (own.members.contains(step.writer())) {
                    own.members.forEach(one -> demand(one, step, access));
                    own.reduceTo(step.writer());
                } else {
                    demands.allBefore(own, step.writer(), access.id(), step.key());
                }
            }
        }
    }

    /** What a session writes comes after what it has read. */
    void writesFollowReads() {
        Map<Place, Demands.Several> read = new LinkedHashMap<>();
        for (Access access : accesses) {
            for (Access.Step step : access.steps()) {
                Place place = new Place(access.session(), step.key());
                Demands.Several seen = read.computeIfAbsent(place, key -> new Demands.Several());
                if (step.isRead()) {
                    if (step.writer() >= 0) {
                        seen.members.add(step.writer());
                    }
                } else if (seen.members.contains(access.id())) {
                    for (int one : new ArrayList<>(seen.members)) {
                        if (one != access.id()) {
                            demands.before(one, access.id(), Demands.NOBODY, step.key());
                        }
                    }
                } else {
                    demands.allBefore(seen, access.id(), Demands.NOBODY, step.key());
                }
            }
        }
    }
}
