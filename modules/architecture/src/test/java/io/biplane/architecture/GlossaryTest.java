package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/glossary.md: what stands in the first column in code is a type of this repository. */
class GlossaryTest {
    private static final Pattern FIRST_COLUMN = Pattern.compile("^\\| ([^|]+) \\|");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z]+)`");

    @Test
    void our_words_are_types_that_exist() {
        TreeMap<String, String> texts = RepositoryText.all();
        TreeSet<String> types = new TreeSet<>();
        texts.keySet().stream()
                .filter(file -> file.endsWith(".java"))
                .forEach(file -> types.add(file.substring(
                        file.lastIndexOf('/') + 1, file.length() - ".java".length())));
        List<String> named = new ArrayList<>();
        for (String line : texts.get("docs/glossary.md").split("\n")) {
            Matcher column = FIRST_COLUMN.matcher(line);
            if (column.find()) {
                Matcher type = TYPE.matcher(column.group(1));
                while (type.find()) {
                    named.add(type.group(1));
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(types).containsAll(named);
    }
}
