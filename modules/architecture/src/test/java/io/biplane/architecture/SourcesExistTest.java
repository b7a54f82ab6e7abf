package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What comments and documents name can be looked up here: files, links, and numbered sections of
 * the reference. Decisions have {@link DecisionsTest}.
 */
class SourcesExistTest {
    /** A path from the root; not the end of an address or of a longer path. */
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w/.<-])(?:docs|scenarios|modules|reference|notes)/[\\w./-]*[\\w-]");
    /** A document named without a folder stands at the top. */
    private static final Pattern BARE = Pattern.compile("(?<![\\w/.*-])[\\w-]+\\.md\\b");
    /** A link or a picture in a document, relative to the document. */
    private static final Pattern LINK =
            Pattern.compile("\\]\\((?!https?:|#|mailto:)(?<target>[^)#\\s]+)(?:#[^)]*)?\\)");
    /** Sections that follow a reference page's name: {@code §2, §3.1 and T5}. */
    private static final Pattern SECTIONS = Pattern.compile("docs/reference/(?<page>[\\w-]+)\\.md"
            + "(?<list>(?:[\\s*,]+(?:(?:and|to) )?(?:§\\d+(?:\\.\\d+)?|T\\d+)\\b)+)");

    private static final Pattern SECTION = Pattern.compile("§?(?<number>T?\\d+(?:\\.\\d+)?)");
    /** A decision by its number alone, and names that stand for any name. */
    private static final Pattern STANDS_FOR =
            Pattern.compile("docs/decisions/(?:\\d{4}|NNNN.*)|.*/[A-Z]{2,}");

    private static final Pattern COMMENT = Pattern.compile("^\\s*/?\\*.*|.*?//(?<rest>.*)");

    @Test
    void every_file_that_is_named_exists() {
        List<String> missing = new ArrayList<>();
        prose().forEach((file, text) -> {
            Matcher path = PATH.matcher(text);
            while (path.find()) {
                String name = path.group();
                if (!STANDS_FOR.matcher(name).matches() && !exists(name)) {
                    missing.add(file + " names " + name);
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void a_document_that_a_comment_names_without_a_folder_stands_at_the_top() {
        List<String> missing = new ArrayList<>();
        prose().forEach((file, text) -> {
            Matcher bare = BARE.matcher(text);
            while (file.endsWith(".java") && bare.find()) {
                if (!exists(bare.group())) {
                    missing.add(file + " names " + bare.group());
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void every_link_of_a_document_leads_somewhere() {
        List<String> missing = new ArrayList<>();
        prose().forEach((file, text) -> {
            Path folder = RepositoryText.ROOT.resolve(file).getParent();
            Matcher link = LINK.matcher(text);
            while (file.endsWith(".md") && link.find()) {
                if (!Files.exists(folder.resolve(link.group("target")))) {
                    missing.add(file + " links to " + link.group("target"));
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void every_section_of_the_reference_that_is_named_exists() {
        TreeMap<String, String> all = RepositoryText.all();
        List<String> missing = new ArrayList<>();
        prose().forEach((file, text) -> {
            Matcher sections = SECTIONS.matcher(text);
            while (sections.find()) {
                String page = "docs/reference/" + sections.group("page") + ".md";
                Matcher section = SECTION.matcher(sections.group("list"));
                while (section.find()) {
                    String heading = "(?m)^##+ " + Pattern.quote(section.group("number"))
                            + "(?:\\.\\s|\\s).*$";
                    if (!Pattern.compile(heading)
                            .matcher(all.getOrDefault(page, ""))
                            .find()) {
                        missing.add(file + " names " + page + " " + section.group());
                    }
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    private static boolean exists(String name) {
        return Files.exists(RepositoryText.ROOT.resolve(name));
    }

    /** Documents whole, and the comments of sources. */
    private static TreeMap<String, String> prose() {
        TreeMap<String, String> prose = new TreeMap<>();
        RepositoryText.all().forEach((file, text) -> {
            if (file.endsWith(".md")) {
                prose.put(file, text);
            } else if (file.endsWith(".java")) {
                prose.put(
                        file,
                        text.lines()
                                .map(COMMENT::matcher)
                                .filter(Matcher::matches)
                                .map(line -> line.group("rest") == null
                                        ? line.group()
                                        : line.group("rest"))
                                .collect(Collectors.joining("\n")));
            }
        });
        return prose;
    }
}
