package io.biplane.settings.registry;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings as one virtual cluster sees them at one moment. Immutable.
 *
 * <p>What counts, first hit wins: for an application setting the override for this virtual cluster, the override for all, the own
 * value, the default; for a system-visible one the system's value in the place of the own one. Source:
 * docs/reference/virtual-clusters.md §6.
 */
public final class SettingsSnapshot {
    /** All defaults. */
    public static final SettingsSnapshot EMPTY =
            new SettingsSnapshot(new TreeMap<>(), OperatorSettings.NONE);

    private final TreeMap<String, String> own;
    private final OperatorSettings operator;

    private SettingsSnapshot(TreeMap<String, String> own, OperatorSettings operator) {
        this.own = own;
        this.operator = operator;
    }

    /** The view of the system virtual cluster, which nobody overrides. */
    public static SettingsSnapshot ofSystem(SortedMap<String, String> own) {
        return new SettingsSnapshot(new TreeMap<>(own), OperatorSettings.NONE);
    }

    /** The view of an application virtual cluster. */
    public static SettingsSnapshot of(SortedMap<String, String> own, OperatorSettings operator) {
        return new SettingsSnapshot(new TreeMap<>(own), operator);
    }

    /** Own values by name; not to be changed. */
    public SortedMap<String, String> own() {
        return own;
    }

    /** The own value, if one is set. */
    public Optional<String> ownValue(String name) {
        return Optional.ofNullable(own.get(name));
    }

    /** What the operator imposes on this virtual cluster, if anything. */
    public Optional<String> override(SettingDefinition setting) {
        if (setting.scope() == SettingScope.SYSTEM_ONLY) {
            return Optional.empty();
        }
        String mine = operator.forThis().get(setting.name());
        return Optional.ofNullable(mine != null ? mine : operator.forAll().get(setting.name()));
    }

    /** The value that counts, in canonical notation. */
    public String value(SettingDefinition setting) {
        Optional<String> override = override(setting);
        if (override.isPresent()) {
            return override.get();
        }
        String system = operator.systemVisible().get(setting.name());
        boolean isVisible = setting.scope() == SettingScope.SYSTEM_VISIBLE && system != null;
        String mine = isVisible ? system : own.get(setting.name());
        return mine != null ? mine : setting.defaultValue();
    }

    /** The value that counts of the setting of that present name. */
    public String value(String name) {
        return value(SettingsRegistry.instance().require(name));
    }

    public boolean bool(String name) {
        return SettingText.bool(value(name));
    }

    public long durationNanos(String name) {
        return SettingText.durationNanos(value(name));
    }

    /** {@code override} when the value is not the default's own, as the origin column says; else {@code default}. */
    public String origin(SettingDefinition setting) {
        boolean isSet = override(setting).isPresent()
                || own.containsKey(setting.name())
                || operator.systemVisible().containsKey(setting.name());
        return isSet ? "override" : "default";
    }

    /**
     * What the system virtual cluster hands down to another one.
     *
     * @param forThis overrides of that virtual cluster, by name
     * @param forAll overrides for all, by name
     * @param systemVisible the system's own values of system-visible settings, by name
     */
    public record OperatorSettings(
            SortedMap<String, String> forThis,
            SortedMap<String, String> forAll,
            SortedMap<String, String> systemVisible) {
        /** Nothing is imposed. */
        public static final OperatorSettings NONE =
                new OperatorSettings(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

        public OperatorSettings {
            forThis = new TreeMap<>(forThis);
            forAll = new TreeMap<>(forAll);
            systemVisible = new TreeMap<>(systemVisible);
        }

        /** What {@code system} hands down: its values of system-visible settings beside the overrides. */
        public static OperatorSettings from(
                SortedMap<String, String> systemOwn,
                SortedMap<String, String> forThis,
                SortedMap<String, String> forAll) {
            TreeMap<String, String> visible = new TreeMap<>();
            for (Map.Entry<String, String> entry : systemOwn.entrySet()) {
                boolean isVisible = SettingsRegistry.instance()
                        .find(entry.getKey())
                        .filter(found -> found.scope() == SettingScope.SYSTEM_VISIBLE)
                        .isPresent();
                if (isVisible) {
                    visible.put(entry.getKey(), entry.getValue());
                }
            }
            return new OperatorSettings(forThis, forAll, visible);
        }
    }
}
