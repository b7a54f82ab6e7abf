package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.scenario.model.Setting;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.settings.registry.SettingDefinition;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingScope;
import io.biplane.settings.registry.SettingsRegistry;

import java.util.Optional;

/**
 * Checks cluster settings against the modelled system's registry: name, value, and where they may
 * be set.
 */
final class SettingCheck {
    private final ReadContext context;

    SettingCheck(ReadContext context) {
        this.context = context;
    }

    /** Reports what is wrong with setting it in that virtual cluster. */
    void check(Setting setting, String virtualCluster) {
        SourcePosition mark = setting.mark();
        Optional<SettingDefinition> found = SettingsRegistry.instance().find(setting.name());
        if (found.isEmpty()) {
            context.report(
                    mark,
                    Problem.Kind.MEANING,
                    "there is no cluster setting '" + setting.name() + "'" + hint(setting.name()));
            return;
        }
        if (!SettingNames.ACTED_ON.contains(found.get().name())) {
            context.note(
                    mark,
                    "the simulation stores and shows setting '" + found.get().name()
                            + "', and does not act on it");
        }
        boolean application = !virtualCluster.equals(Known.SYSTEM);
        if (application && found.get().scope() != SettingScope.APPLICATION) {
            context.report(
                    mark,
                    Problem.Kind.MEANING,
                    "setting '" + setting.name() + "' is " + found.get().scope()
                            + ", so virtual cluster '" + virtualCluster + "' cannot set it",
                    "set it in the system virtual cluster: the cluster's own 'settings'");
        }
        try {
            found.get().canonical(setting.value());
        } catch (RuntimeException wrong) {
            context.report(
                    mark,
                    Problem.Kind.MEANING,
                    "setting '" + setting.name() + "' cannot be '" + setting.value() + "': "
                            + wrong.getMessage());
        }
    }

    private static String hint(String name) {
        return Suggestion.hint(
                name,
                SettingsRegistry.instance().all().stream()
                        .map(SettingDefinition::name)
                        .toList());
    }
}
