package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decisions have one form and one index, and somebody who reads a package or a document is led to
 * those that concern it.
 *
 * <p>The index is generated: {@code -Dgolden.rewrite=true} writes it anew, and the test still
 * fails, so that a rewrite never passes unseen.
 */
class DecisionsTest {
    private static final String FOLDER = "docs/decisions/";
    private static final String INDEX = FOLDER + "README.md";

    private static final Pattern FILE_NAME = Pattern.compile("(?<number>\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern FORM = Pattern.compile(
            "# (?<number>\\d{4}) (?<title>[^\\n]+)\\n\\n"
                    + "Status: (?<status>accepted|superseded by \\d{4}"
                    + "|accepted, in part superseded by \\d{4}(?:, \\d{4})*)\\n"
                    + "Date: (?<date>\\d{4}-\\d{2}-\\d{2})\\n\\n"
                    + "\\*\\*Question\\.\\*\\* .*\\n\\n"
                    + "\\*\\*Choice\\.\\*\\* .*\\n\\n"
                    + "\\*\\*Reason\\.\\*\\* .*\\n\\n"
                    + "\\*\\*Price\\.\\*\\* .*",
            Pattern.DOTALL);

    /** A decision as it is named in code ({@code docs/decisions/}, number) and linked in documents. */
    private static final Pattern REFERENCE =
            Pattern.compile("\\bdecisions/(?<name>(?<number>\\d{4})(?:-[\\w-]+(?:\\.md)?)?)");

    private record Decision(String file, String title, String status, String date) {
        String number() {
            return file.substring(0, 4);
        }
    }

    @Test
    void every_decision_has_the_form_and_a_number_of_its_own() {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> numbers = new TreeSet<>();
        decisionFiles().forEach((file, text) -> {
            Matcher name = FILE_NAME.matcher(file);
            Matcher form = FORM.matcher(text);
            if (!name.matches()) {
                wrong.add(file + ": the name is not NNNN-subject.md");
            } else if (!form.matches()) {
                wrong.add(file + ": not title, Status, Date, Question, Choice, Reason, Price");
            } else if (!name.group("number").equals(form.group("number"))) {
                wrong.add(file + ": its title says " + form.group("number"));
            } else if (!numbers.add(name.group("number"))) {
                wrong.add(file + ": the number is taken");
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_decision_is_superseded_by_one_that_exists() {
        TreeSet<String> numbers = new TreeSet<>(byNumber().keySet());
        List<String> missing = new ArrayList<>();
        byNumber().values().forEach(decision -> {
            Matcher named = Pattern.compile("\\d{4}").matcher(decision.status());
            while (named.find()) {
                if (!numbers.contains(named.group())) {
                    missing.add(decision.file() + " by " + named.group());
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void every_reference_names_a_decision_that_exists() {
        TreeMap<String, Decision> decisions = byNumber();
        List<String> dangling = new ArrayList<>();
        RepositoryText.all().forEach((file, text) -> {
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                String name = reference.group("name");
                Decision decision = decisions.get(reference.group("number"));
                if (decision == null
                        || name.length() > 4 && !decision.file().equals(withEnding(name))) {
                    dangling.add(file + " names " + reference.group());
                }
            }
        });
        assertThat(dangling).isEmpty();
    }

    @Test
    void every_decision_is_referred_to_from_a_package_page_or_a_document() {
        TreeMap<String, TreeSet<String>> referring = referring();
        assertThat(byNumber().values())
                .allSatisfy(decision -> assertThat(referring.get(decision.number()))
                        .as("package pages and documents that refer to " + decision.file())
                        .isNotNull());
    }

    @Test
    void the_index_is_what_the_decisions_say() throws IOException {
        TreeMap<String, TreeSet<String>> referring = referring();
        StringBuilder index = new StringBuilder("# Decisions\n\n"
                + "One file a decision: question, choice, reason, price. A decision that is"
                + " overturned stays, and says by which.\n\n"
                + "This page is generated: `mvn test -pl modules/architecture -am"
                + " -Dtest=DecisionsTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dgolden.rewrite=true`.\n\n"
                + "| number | decision | status | date | referred to from |\n"
                + "|---|---|---|---|---|\n");
        byNumber()
                .values()
                .forEach(decision -> index.append("| %s | [%s](%s) | %s | %s | %s |\n"
                        .formatted(
                                decision.number(),
                                decision.title(),
                                decision.file(),
                                decision.status(),
                                decision.date(),
                                referring.getOrDefault(decision.number(), new TreeSet<>()).stream()
                                        .map(place -> "`" + place + "`")
                                        .collect(Collectors.joining(", ")))));
        Path file = RepositoryText.ROOT.resolve(INDEX);
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(file, index.toString(), StandardCharsets.UTF_8);
            fail("rewrote " + INDEX);
        }
        assertThat(index.toString())
                .as("%s; rewrite it with -Dgolden.rewrite=true and read the difference", INDEX)
                .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** Package pages (as package names) and documents (as paths), by the number they refer to. */
    private static TreeMap<String, TreeSet<String>> referring() {
        TreeMap<String, TreeSet<String>> places = new TreeMap<>();
        RepositoryText.all().forEach((file, text) -> {
            boolean isPage = file.contains("/src/main/") && file.endsWith("package-info.java");
            boolean isDocument = file.endsWith(".md") && !file.startsWith(FOLDER);
            if (isPage || isDocument) {
                String place = isPage ? packageOf(file) : file;
                Matcher reference = REFERENCE.matcher(text);
                while (reference.find()) {
                    places.computeIfAbsent(reference.group("number"), number -> new TreeSet<>())
                            .add(place);
                }
            }
        });
        return places;
    }

    private static String packageOf(String file) {
        String folder = file.substring(0, file.lastIndexOf('/'));
        return folder.substring(folder.indexOf("/io/biplane") + 1).replace('/', '.');
    }

    private static String withEnding(String name) {
        return name.endsWith(".md") ? name : name + ".md";
    }

    private static Map<String, String> decisionFiles() {
        TreeMap<String, String> files = new TreeMap<>();
        RepositoryText.all().forEach((file, text) -> {
            if (file.startsWith(FOLDER) && !file.equals(INDEX)) {
                files.put(file.substring(FOLDER.length()), text);
            }
        });
        assertThat(files).as("decisions are found").isNotEmpty();
        return files;
    }

    private static TreeMap<String, Decision> byNumber() {
        TreeMap<String, Decision> decisions = new TreeMap<>();
        decisionFiles().forEach((file, text) -> {
            Matcher form = FORM.matcher(text);
            assertThat(form.matches()).as("form of " + file).isTrue();
            decisions.put(
                    form.group("number"),
                    new Decision(
                            file, form.group("title"), form.group("status"), form.group("date")));
        });
        return decisions;
    }
}
