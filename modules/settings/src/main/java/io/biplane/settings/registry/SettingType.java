package io.biplane.settings.registry;

/** Type of a setting's value. Source of the letters: docs/reference/virtual-clusters.md §6. */
public enum SettingType {
    BOOLEAN("boolean", "b"),
    BYTE_SIZE("byte size", "z"),
    DURATION("duration", "d"),
    ENUMERATION("enumeration", "e"),
    FLOAT("float", "f"),
    INTEGER("integer", "i"),
    STRING("string", "s"),
    VERSION("version", "v");

    private final String word;
    private final String letter;

    SettingType(String word, String letter) {
        this.word = word;
        this.letter = letter;
    }

    static SettingType parse(String word) {
        for (SettingType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no such type: " + word);
    }

    /** As {@code SHOW CLUSTER SETTINGS} prints it. */
    public String letter() {
        return letter;
    }

    @Override
    public String toString() {
        return word;
    }
}
