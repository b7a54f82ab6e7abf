package io.biplane.base.id;

/**
 * A virtual cluster as the key-value layer knows it.
 *
 * @param value 1 is the system virtual cluster; others from 2 (reference: virtual-clusters §1; the
 *     first is 3)
 */
public record TenantId(long value) implements Comparable<TenantId> {
    /** The system virtual cluster: the control plane, whose keys carry no tenant prefix. */
    public static final TenantId SYSTEM = new TenantId(1);

    public TenantId {
        if (value < 1) {
            throw new IllegalArgumentException("tenant ids begin at 1, not " + value);
        }
    }

    public boolean isSystem() {
        return value == 1;
    }

    @Override
    public int compareTo(TenantId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "T" + value;
    }
}
