package io.biplane.settings.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All settings by name, old names included. Immutable; one for all simulations of a JVM. */
public final class SettingsRegistry {
    private static final String RESOURCE = "settings.csv";
    private static final Pattern ALIAS = Pattern.compile("Old name \\(alias\\) of (\\S+)");
    private static final Pattern NON_PUBLIC = Pattern.compile("^\\(non-public[^)]*\\) *");
    private static final SettingsRegistry INSTANCE = load();

    private final TreeMap<String, SettingDefinition> byName;
    private final TreeMap<String, String> presentNames;

    private SettingsRegistry(
            TreeMap<String, SettingDefinition> byName, TreeMap<String, String> presentNames) {
        this.byName = byName;
        this.presentNames = presentNames;
    }

    /** The settings of the modelled system. */
    public static SettingsRegistry instance() {
        return INSTANCE;
    }

    /** The setting of that name or old name; case does not matter. */
    public Optional<SettingDefinition> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(byName.get(presentNames.getOrDefault(lower, lower)));
    }

    /** The setting of that present name, which code asks for by a constant. */
    public SettingDefinition require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("no setting is called " + name));
    }

    /** All settings ordered by name, without the old names. */
    public List<SettingDefinition> all() {
        return List.copyOf(byName.values());
    }

    private static SettingsRegistry load() {
        TreeMap<String, SettingDefinition> byName = new TreeMap<>();
        TreeMap<String, String> presentNames = new TreeMap<>();
        for (List<String> row : rows()) {
            Matcher alias = ALIAS.matcher(row.get(4));
            if (alias.find()) {
                presentNames.put(row.get(0), alias.group(1));
            } else {
                SettingDefinition definition = definition(row);
                byName.put(definition.name(), definition);
            }
        }
        presentNames.values().removeIf(name -> !byName.containsKey(name));
        return new SettingsRegistry(byName, presentNames);
    }

    private static SettingDefinition definition(List<String> row) {
        SettingType type = SettingType.parse(row.get(1));
        Matcher nonPublic = NON_PUBLIC.matcher(row.get(4));
        boolean isPublic = !nonPublic.find();
        return new SettingDefinition(
                row.get(0),
                type,
                SettingText.canonical(type, row.get(2)),
                SettingScope.parse(row.get(3)),
                isPublic,
                isPublic ? row.get(4) : nonPublic.replaceFirst(""));
    }

    private static List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        try (InputStream in = SettingsRegistry.class.getResourceAsStream(RESOURCE);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty()) {
                    rows.add(cells(line));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the table of settings cannot be read", broken);
        }
        return rows;
    }

    /** Cells of one line; a cell in double quotes may hold commas, and doubled quotes for a quote. */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean isDoubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (isDoubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
