package io.biplane.kernel.trace;

import java.util.Optional;

/**
 * A run that repeats an earlier one took another course. Not a fault of the simulated system: the build, the
 * program or the record differs, or something in the run is not determined by its seed.
 */
public final class ReplayDiverged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplayDiverged(String message) {
        super(message);
    }

    /** The divergence that {@code failure} is, or is caused by. */
    public static Optional<ReplayDiverged> in(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 32; depth++) {
            if (at instanceof ReplayDiverged diverged) {
                return Optional.of(diverged);
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
