package io.biplane.base.random;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The draws of a run as data: recorded while it runs, or prescribed so that an edited list replays.
 *
 * <p>A prescribed value replaces the drawn one at the same stream and index; draws that are not on
 * the list keep what the
 * seed gives. So a run can be shortened by editing the list (setting a value to 0 takes a fault
 * away) without any other
 * draw shifting. Off by default: then streams are handed out without a tap and cost nothing.
 */
public final class Decisions {
    private final Predicate<String> streams;
    private final boolean recording;
    private final List<Decision> recorded = new ArrayList<>();
    private final TreeMap<String, TreeMap<Long, Long>> prescribed = new TreeMap<>();

    private Decisions(Predicate<String> streams, boolean recording, List<Decision> prescription) {
        this.streams = streams;
        this.recording = recording;
        for (Decision decision : prescription) {
            prescribed
                    .computeIfAbsent(decision.stream(), name -> new TreeMap<>())
                    .put(decision.index(), decision.value());
        }
    }

    /** Neither records nor prescribes. */
    public static Decisions off() {
        return new Decisions(name -> false, false, List.of());
    }

    /** Records the streams whose name passes. */
    public static Decisions recording(Predicate<String> streams) {
        return new Decisions(streams, true, List.of());
    }

    /** Replays a list, and records what is used, so that the result can be edited again. */
    public static Decisions replaying(Predicate<String> streams, List<Decision> prescription) {
        return new Decisions(streams, true, prescription);
    }

    /** What was drawn so far, in order of drawing. */
    public List<Decision> recorded() {
        return List.copyOf(recorded);
    }

    /** Opens a stream under these decisions. */
    public SimRandom open(long seed, String name) {
        boolean wanted = streams.test(name) && (recording || prescribed.containsKey(name));
        return wanted ? new SimRandom(seed, name, tap(name)) : new SimRandom(seed, name);
    }

    private DrawTap tap(String name) {
        TreeMap<Long, Long> values = prescribed.getOrDefault(name, new TreeMap<>());
        long[] nextIndex = {0};
        return (bound, drawn) -> {
            long index = nextIndex[0]++;
            long used = values.getOrDefault(index, drawn);
            if (bound > 0 && (used < 0 || used >= bound)) {
                used = drawn;
            }
            recorded.add(new Decision(name, index, bound, used));
            return used;
        };
    }
}
