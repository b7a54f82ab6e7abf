package io.biplane.kernel.disk;

import io.biplane.base.random.SimRandom;

/** A volume that can suffer bit rot: it knows which of its bytes may flip. */
public interface Corruptible {
    /**
     * Damages something at random, silently.
     *
     * @return one line that says what, for the trace
     */
    String corrupt(SimRandom random);
}
