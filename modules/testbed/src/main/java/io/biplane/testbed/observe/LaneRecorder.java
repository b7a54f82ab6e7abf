package io.biplane.testbed.observe;

import io.biplane.testbed.result.Lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who had something over time: at most one holder of each subject at a time, gaps where there is none. */
final class LaneRecorder {
    private final Lane.Kind kind;
    private final Map<String, Track> tracks = new TreeMap<>();

    LaneRecorder(Lane.Kind kind) {
        this.kind = kind;
    }

    /** From now on {@code value} has it; whoever had it before no longer does. */
    void begin(String subject, String value, String detail, long atNanos) {
        Track track = tracks.computeIfAbsent(subject, name -> new Track());
        if (track.open && track.value.equals(value) && track.detail.equals(detail)) {
            return;
        }
        track.close(atNanos);
        track.open = true;
        track.value = value;
        track.detail = detail;
        track.sinceNanos = atNanos;
    }

    /** Nobody has it any more, if {@code value} had it. */
    void end(String subject, String value, long atNanos) {
        Track track = tracks.get(subject);
        if (track != null && track.open && track.value.equals(value)) {
            track.close(atNanos);
        }
    }

    /** A holder is gone with all it had. */
    void endAll(String value, long atNanos) {
        tracks.keySet().forEach(subject -> end(subject, value, atNanos));
    }

    /** All lanes, cut to [0, {@code endNanos}], under the names people know. */
    List<Lane> lanes(Names names, long endNanos) {
        List<Lane> lanes = new ArrayList<>();
        tracks.forEach((subject, track) -> {
            track.close(endNanos);
            List<Lane.Segment> kept = new ArrayList<>();
            for (Lane.Segment segment : track.segments) {
                if (segment.untilNanos() > 0 && segment.fromNanos() < endNanos) {
                    kept.add(new Lane.Segment(
                            segment.value(),
                            segment.detail(),
                            Math.max(0, segment.fromNanos()),
                            Math.min(endNanos, segment.untilNanos())));
                }
            }
            lanes.add(new Lane(kind, names.of(subject), kept));
        });
        return lanes;
    }

    /** Names subjects for people. */
    @FunctionalInterface
    interface Names {
        String of(String subject);
    }

    private static final class Track {
        final List<Lane.Segment> segments = new ArrayList<>();
        boolean open;
        String value = "";
        String detail = "";
        long sinceNanos;

        void close(long atNanos) {
            if (open && atNanos > sinceNanos) {
                segments.add(new Lane.Segment(value, detail, sinceNanos, atNanos));
            }
            open = false;
        }
    }
}
