package dk.slettefrist.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;

/** What the source of a mapping says of it and of its settings: text, {@code code} and links from setting to setting, so that it can be read as a page. */
final class SettingsJavadoc {

    private final Map<String, DocCommentTree> comments;

    private SettingsJavadoc(Map<String, DocCommentTree> comments) {
        this.comments = comments;
    }

    static SettingsJavadoc of(Class<?> mapping) {
        Path file = Path.of("src/main/java", mapping.getName().replace('.', '/') + ".java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, DocCommentTree> comments = new LinkedHashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            new Collector(DocTrees.instance(task), comments).scan(task.parse(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SettingsJavadoc(comments);
    }

    /** Its settings in their order, as {@code Entry.kind} of a mapping {@code SourceSettings} is {@code SourceSettings.Entry.kind}. */
    List<String> members() {
        return List.copyOf(comments.keySet());
    }

    /**
     * As a line of Markdown.
     *
     * @param names of settings, by the member that a link names
     * @throws AssertionError when nothing is said of it, or in another way
     */
    String text(String member, UnaryOperator<String> names) {
        DocCommentTree comment = comments.get(member);
        if (comment == null) {
            throw new AssertionError("the Javadoc says nothing of " + member);
        }
        String owner = member.substring(0, member.lastIndexOf('.') + 1);
        return comment.getFullBody().stream()
                .map(part -> markdown(part, link -> names.apply(owner + link)))
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
    }

    private static String markdown(DocTree part, UnaryOperator<String> names) {
        return switch (part.getKind()) {
            case TEXT -> ((TextTree) part).getBody();
            case CODE -> "`" + ((LiteralTree) part).getBody().getBody() + "`";
            case LINK -> "`" + names.apply(linked((LinkTree) part)) + "`";
            default -> throw new AssertionError("not for those who read a page of settings: " + part);
        };
    }

    private static String linked(LinkTree link) {
        return link.getReference().getSignature().replaceAll("[#()]", "");
    }

    private static final class Collector extends TreePathScanner<Void, String> {

        private final DocTrees trees;
        private final Map<String, DocCommentTree> comments;

        private Collector(DocTrees trees, Map<String, DocCommentTree> comments) {
            this.trees = trees;
            this.comments = comments;
        }

        @Override
        public Void visitClass(ClassTree type, String owner) {
            comments.put(owner + type.getSimpleName(), trees.getDocCommentTree(getCurrentPath()));
            return super.visitClass(type, owner + type.getSimpleName() + ".");
        }

        @Override
        public Void visitMethod(MethodTree method, String owner) {
            comments.put(owner + method.getName(), trees.getDocCommentTree(getCurrentPath()));
            return null;
        }
    }
}
