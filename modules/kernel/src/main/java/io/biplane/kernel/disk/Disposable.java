package io.biplane.kernel.disk;

/** A volume that holds something the garbage collector does not see, such as memory outside the heap. */
public interface Disposable {
    /** Gives it back; the simulation is over and the volume is not used again. */
    void dispose();
}
