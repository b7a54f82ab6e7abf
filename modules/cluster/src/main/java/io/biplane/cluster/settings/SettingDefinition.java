package io.biplane.cluster.settings;

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
    @Override
    public int compareTo(SettingDefinition other) {
        return name.compareTo(other.name);
    }
}
