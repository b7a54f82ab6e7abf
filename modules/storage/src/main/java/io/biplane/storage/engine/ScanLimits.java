package io.biplane.storage.engine;

/**
 * Where a scan stops short.
 *
 * @param rowsMax rows returned at most, at least 1
 * @param bytesMax bytes of keys and values returned at most, at least 1; the first row is returned whatever its size, so that
 *     every scan makes progress
 */
public record ScanLimits(long rowsMax, long bytesMax) {
    /** To the end of the span. */
    public static final ScanLimits NONE = new ScanLimits(Long.MAX_VALUE, Long.MAX_VALUE);

    public ScanLimits {
        if (rowsMax < 1 || bytesMax < 1) {
            throw new IllegalArgumentException("scan limits must be at least 1, are " + rowsMax
                    + " rows, " + bytesMax + " bytes");
        }
    }

    public static ScanLimits rows(long rowsMax) {
        return new ScanLimits(rowsMax, Long.MAX_VALUE);
    }
}
