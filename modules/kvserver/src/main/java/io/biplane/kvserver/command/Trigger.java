package io.biplane.kvserver.command;

import io.biplane.kv.api.Lease;
import io.biplane.kv.api.RangeDescriptor;

/** What a command changes besides rows: applied by every replica at the same log index. */
public sealed interface Trigger {
    /** Nothing. */
    enum None implements Trigger {
        INSTANCE
    }

    /** A lease: a new one, or the present one extended (same sequence). */
    record NewLease(Lease lease) implements Trigger {}

    /** Another descriptor, in the same step as the membership change it describes. */
    record NewDescriptor(RangeDescriptor descriptor) implements Trigger {}
}
