package io.biplane.cluster.settings;

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
        return value;
    }

    @Override
    public int compareTo(SettingDefinition other) {
        return name.compareTo(other.name);
    }
}
