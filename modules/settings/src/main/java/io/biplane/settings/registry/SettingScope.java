package io.biplane.settings.registry;

/** Who owns a setting. Source: docs/reference/virtual-clusters.md §6; CockroachDB calls it the setting's class. */
public enum SettingScope {
    /** Every virtual cluster, the system one included, has a value of its own. */
    APPLICATION("application"),
    /** Lives in the system virtual cluster and is unknown elsewhere. */
    SYSTEM_ONLY("system-only"),
    /** Lives in the system virtual cluster and can be read, not set, elsewhere. */
    SYSTEM_VISIBLE("system-visible");

    private final String word;

    SettingScope(String word) {
        this.word = word;
    }

    static SettingScope parse(String word) {
        for (SettingScope scope : values()) {
            if (scope.word.equals(word)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("no such scope: " + word);
    }

    @Override
    public String toString() {
        return word;
    }
}
