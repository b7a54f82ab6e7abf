package io.biplane.node.drain;

import java.time.Duration;

/**
 * How a node is drained, as {@code cockroach node drain} takes it.
 *
 * @param drainWait limit of the whole drain, raised if the settings' waits need more; zero means none
 * @param shutdown ends the process when the drain has ended well
 */
public record DrainOptions(Duration drainWait, boolean shutdown) {
    /** {@code --drain-wait} 10 m, no shutdown. Source: docs/reference/operations.md §2. */
    public static final DrainOptions DEFAULT = new DrainOptions(Duration.ofMinutes(10), false);

    public DrainOptions {
        if (drainWait.isNegative()) {
            throw new IllegalArgumentException("drain-wait must not be negative: " + drainWait);
        }
    }

    /** The same drain, then the process ends: {@code --shutdown}, or SIGTERM. */
    public DrainOptions withShutdown() {
        return new DrainOptions(drainWait, true);
    }

    public DrainOptions withDrainWait(Duration limit) {
        return new DrainOptions(limit, shutdown);
    }
}
