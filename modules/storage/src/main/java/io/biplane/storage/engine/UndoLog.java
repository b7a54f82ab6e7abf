package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way back of one batch; run when it does not fit, or by the disk when power is lost before a sync. */
final class UndoLog {
    /** One step back. */
    sealed interface Step {}

    /** A version was added. */
    record Added(Key key, Timestamp at) implements Step {}

    /** A version was removed. */
    record Removed(Version version) implements Step {}

    /** A local record was written or removed; {@code before} is what was there. */
    record Local(Key key, Optional<byte[]> before) implements Step {}

    private final List<Step> steps = new ArrayList<>(2);

    void add(Step step) {
        steps.add(step);
    }

    /** Whether this batch itself added that version. */
    boolean added(Key key, Timestamp at) {
        return steps.contains(new Added(key, at));
    }

    /** Takes the batch back in {@code volume}. */
    void run(MvccVolume volume) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            volume.takeBack(steps.get(i));
        }
        steps.clear();
    }
}
