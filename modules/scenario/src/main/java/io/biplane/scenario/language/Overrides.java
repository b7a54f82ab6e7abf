package io.biplane.scenario.language;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Values from outside that go before those of the file.
 *
 * @param seed from a flag or the environment
 * @param settings in the order given
 */
public record Overrides(OptionalLong seed, List<Setting> settings) {
    /** Nothing from outside. */
    public static final Overrides NONE = new Overrides(OptionalLong.empty(), List.of());

    public Overrides {
        settings = List.copyOf(settings);
    }

    /**
     * One value.
     *
     * @param path as {@code Overlay} takes it: {@code clusters.*.nodes}
     * @param value as it would be written in the file
     * @param flag what the user typed, for messages and the replay command: {@code --nodes 7}
     */
    public record Setting(String path, String value, String flag) {}

    /** These and one more. */
    public Overrides with(String path, String value, String flag) {
        List<Setting> more = new ArrayList<>(settings);
        more.add(new Setting(path, value, flag));
        return new Overrides(seed, more);
    }

    /** These with another seed. */
    public Overrides withSeed(long newSeed) {
        return new Overrides(OptionalLong.of(newSeed), settings);
    }
}
