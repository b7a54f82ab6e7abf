package io.biplane.scenario.language.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** "Did you mean": the nearest known word to a mistyped one. */
public final class Suggestion {
    /**
     * Words of neighbouring tools and everyday speech, and what they are called here; several are
     * separated by blanks.
     */
    private static final Map<String, String> ALIASES = aliases();

    private Suggestion() {}

    private static Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        aliases.put("crash", "kill crash_tenant");
        aliases.put("terminate", "kill stop");
        aliases.put("shutdown", "stop");
        aliases.put("start", "restart from");
        aliases.put("reboot", "restart");
        aliases.put("power_loss", "power_off");
        aliases.put("freeze", "pause");
        aliases.put("split", "partition");
        aliases.put("netsplit", "partition");
        aliases.put("delay", "slow_network wait");
        aliases.put("upgrade", "upgrade_binary");
        aliases.put("downgrade", "rollback");
        aliases.put("setting", "set_setting");
        aliases.put("concurrency", "clients");
        aliases.put("max_rate", "rate");
        aliases.put("throughput", "rate");
        aliases.put("duration", "for horizon");
        aliases.put("end", "until horizon");
        aliases.put("tenant", "virtual_cluster");
        aliases.put("tenants", "virtual_clusters");
        aliases.put("nodes", "node");
        aliases.put("faults", "timeline");
        aliases.put("events", "timeline");
        aliases.put("name", "scenario id");
        aliases.put("cluster", "clusters virtual_cluster");
        aliases.put("workloads", "load");
        aliases.put("expectations", "expect");
        aliases.put("time", "at");
        aliases.put("in", "at");
        aliases.put("cycle_length", "keys");
        aliases.put("latency", "p50 p99");
        aliases.put("p100", "max");
        aliases.put("availablity", "availability");
        return aliases;
    }

    /**
     * The likeliest known word, if any is near enough: by spelling, by its beginning, or by
     * meaning.
     */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        String word = typed.replace('-', '_').toLowerCase(Locale.ROOT);
        Optional<String> near = closest(word, known, 1);
        if (near.isPresent()) {
            return near;
        }
        Optional<String> meant = closest(word, ALIASES.keySet(), 2)
                .flatMap(alias -> firstKnown(ALIASES.get(alias), known));
        return meant.or(() -> known.stream()
                        .filter(candidate -> word.length() >= 3 && candidate.startsWith(word))
                        .findFirst())
                .or(() -> closest(word, known, Math.min(word.length(), 9) / 3));
    }

    /**
     * The word with the fewest edits, at most {@code distanceMax}; longer words allow more, three
     * letters allow one.
     */
    private static Optional<String> closest(
            String word, Collection<String> known, int distanceMax) {
        Optional<String> best = Optional.empty();
        int bestDistance = Math.min(distanceMax, Math.max(1, word.length() / 3)) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate.replace('-', '_'));
            if (distance < bestDistance) {
                best = Optional.of(candidate);
                bestDistance = distance;
            }
        }
        return best;
    }

    private static Optional<String> firstKnown(String targets, Collection<String> known) {
        return List.of(targets.split(" ")).stream().filter(known::contains).findFirst();
    }

    /** {@code " (did you mean 'x'?)"}, or nothing. */
    public static String hint(String typed, Collection<String> known) {
        return nearest(typed, known)
                .map(word -> " (did you mean '" + word + "'?)")
                .orElse("");
    }

    /** Edits from one word to the other: insert, delete, replace, swap two neighbours. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
