package io.biplane.settings.registry;

import java.util.List;

/**
 * A setting as the reference lists it.
 *
 * @param name its present name
 * @param defaultValue in canonical notation
 * @param isPublic whether {@code SHOW CLUSTER SETTINGS} lists it; {@code SHOW ALL} lists every one
 */
public record SettingDefinition(
        String name,
        SettingType type,
        String defaultValue,
        SettingScope scope,
        boolean isPublic,
        String description)
        implements Comparable<SettingDefinition> {
    /** Words of the one enumeration that the model itself acts on; others take any. */
    private static final List<String> DISTSQL_WORDS = List.of("off", "auto", "on", "always");

    /** Stores tell of themselves each minute; 15 s for the news to travel. Source: CockroachDB {@code minTimeUntilNodeDead}. */
    private static final long STORE_DEAD_NANOS_MIN = 75_000_000_000L;

    /** Source: CockroachDB {@code minSnapshotRate}. */
    private static final long SNAPSHOT_RATE_MIN = 1L << 20;

    /**
     * A value of this setting in canonical notation.
     *
     * @throws IllegalArgumentException with a text for the user when it is not one
     */
    public String canonical(String text) {
        String value = SettingText.canonical(type, text);
        if (name.equals(SettingNames.DISTSQL) && !DISTSQL_WORDS.contains(value)) {
            throw new IllegalArgumentException("invalid string value '" + text
                    + "' for enum setting, expected one of " + String.join(", ", DISTSQL_WORDS));
        }
        if (name.equals(SettingNames.STORE_DEAD)
                && SettingText.durationNanos(value) < STORE_DEAD_NANOS_MIN) {
            throw new IllegalArgumentException("cannot be set to a value smaller than 1m15s");
        }
        if (name.equals(SettingNames.SNAPSHOT_RATE)
                && SettingText.bytes(value) < SNAPSHOT_RATE_MIN) {
            throw new IllegalArgumentException(
                    "snapshot rate cannot be set to a value below 1.0 MiB: " + value);
        }
        return value;
    }

    @Override
    public int compareTo(SettingDefinition other) {
        return name.compareTo(other.name);
    }
}
