package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaWildcardType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.biplane.kernel.trace.TraceName;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The digest of a run folds the names of messages. So that it does not change when a class moves, every kind of message has a name of its own, and
 * {@code docs/trace-names.md} lists them: a name that changes there changes digests.
 *
 * <p>A message is what an actor can be told: whatever fits the type argument of a reference, a behaviour or a context somewhere in the product.
 */
class TraceNamesTest {
    private static final Path PAGE = Path.of("../../docs/trace-names.md");
    private static final Pattern FORM = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
    private static final Set<String> HOLDERS = new TreeSet<>(List.of(
            "akka.actor.typed.ActorRef",
            "akka.actor.typed.Behavior",
            "akka.actor.typed.RecipientRef",
            "akka.actor.typed.javadsl.AbstractBehavior",
            "akka.actor.typed.javadsl.ActorContext"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.biplane");

    @Test
    void every_message_an_actor_can_be_told_has_a_name() {
        Set<String> unnamed = new TreeSet<>();
        Set<String> messages = messages();
        for (String message : messages) {
            if (!CLASSES.get(message).isAnnotatedWith(TraceName.class)) {
                unnamed.add(message);
            }
        }
        assertThat(messages).as("messages found").hasSizeGreaterThan(150);
        assertThat(unnamed).as("messages without a @TraceName").isEmpty();
    }

    @Test
    void names_are_unique_and_of_one_form() {
        Map<String, String> seen = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (type.isAnnotatedWith(TraceName.class)) {
                String name = type.getAnnotationOfType(TraceName.class).value();
                String other = seen.put(name, type.getName());
                if (other != null) {
                    wrong.add(name + ": " + other + " and " + type.getName());
                }
                if (!FORM.matcher(name).matches()) {
                    wrong.add(name + ": not of the form protocol.message");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_page_lists_the_names() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Boolean.getBoolean("golden.rewrite"))
                .as("rewritten; read the difference: a changed name changes digests")
                .isFalse();
        assertThat(Files.readString(PAGE)).as("docs/trace-names.md").isEqualTo(page);
    }

    private static String page() {
        Map<String, String> rows = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (type.isAnnotatedWith(TraceName.class)) {
                String name = type.getAnnotationOfType(TraceName.class).value();
                String full = type.getName();
                rows.put(name, full.substring(full.lastIndexOf('.') + 1).replace('$', '.'));
            }
        }
        StringBuilder page = new StringBuilder("""
                # Names of messages in traces

                The digest of a run folds the name of each message that is delivered or sent, and pictures show it. The names stay when classes move, so that
                digests stay. This page is generated (`-Dgolden.rewrite=true`); a name that changes here changes digests, and CHANGELOG says why.
                A message without a name, such as Akka's own, goes by the name of its class. Decision: `docs/decisions/0009-trace-names.md`.

                | name | class |
                | --- | --- |
                """);
        rows.forEach((name, type) -> page.append("| `%s` | `%s` |\n".formatted(name, type)));
        return page.toString();
    }

    private static Set<String> messages() {
        Set<String> roots = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (JavaField field : type.getFields()) {
                collect(field.getType(), false, roots);
            }
            for (JavaCodeUnit code : type.getCodeUnits()) {
                collect(code.getReturnType(), false, roots);
                code.getParameterTypes().forEach(parameter -> collect(parameter, false, roots));
            }
            type.getSuperclass().ifPresent(parent -> collect(parent, false, roots));
        }
        Set<String> messages = new TreeSet<>();
        for (String root : roots) {
            JavaClass type = CLASSES.get(root);
            addConcrete(type, messages);
            type.getAllSubclasses().forEach(kind -> addConcrete(kind, messages));
        }
        return messages;
    }

    private static void addConcrete(JavaClass type, Set<String> messages) {
        boolean isAbstract =
                type.isInterface() || type.getModifiers().contains(JavaModifier.ABSTRACT);
        // The examples stand for users' own actors, whose messages need no name.
        boolean isExample = type.getPackageName().endsWith(".example");
        if (!isAbstract && !isExample && !type.isAnonymousClass()) {
            messages.add(type.getName());
        }
    }

    /** Our types that stand, at any depth, as an argument of something that takes messages. */
    private static void collect(JavaType type, boolean held, Set<String> roots) {
        if (type instanceof JavaWildcardType wildcard) {
            wildcard.getUpperBounds().forEach(bound -> collect(bound, held, roots));
            wildcard.getLowerBounds().forEach(bound -> collect(bound, held, roots));
            return;
        }
        if (held && type.toErasure().getName().startsWith("io.biplane.")) {
            roots.add(type.toErasure().getName());
        }
        if (type instanceof JavaParameterizedType parameterized) {
            boolean holds = HOLDERS.contains(type.toErasure().getName());
            parameterized
                    .getActualTypeArguments()
                    .forEach(argument -> collect(argument, holds, roots));
        }
    }
}
