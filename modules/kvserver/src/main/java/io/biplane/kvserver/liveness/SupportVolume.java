package io.biplane.kvserver.liveness;

import io.biplane.kernel.host.Disk;

/**
 * What of store liveness lies on the disk. Outlives the process; a power loss takes back what was
 * not synced.
 */
final class SupportVolume {
    private static final int HEADER_BYTES = 16;
    private static final int SUPPORT_BYTES = 24;

    private SupportCore content = SupportCore.INITIAL;

    static SupportVolume on(Disk disk) {
        return disk.volume("store-liveness", SupportVolume::new);
    }

    SupportCore content() {
        return content;
    }

    void write(SupportCore next, Disk disk) {
        SupportCore before = content;
        content = next;
        disk.written(bytes(next) - bytes(before), () -> content = before);
    }

    private static int bytes(SupportCore of) {
        return HEADER_BYTES + SUPPORT_BYTES * of.view().given().size();
    }
}
