using System.Reflection;
using System.Runtime.CompilerServices;
using Highmem.Boot;
using Highmem.Machine.State;
using Highmem.Physical;
using Highmem.Texts;

namespace Highmem.Machine;

/// <summary>
/// Copies the whole state of a machine, object by object, so that something can be tried out without consequences.
/// Whatever parts a machine is made of, none can be forgotten. What never changes is shared: rules, policies, layouts,
/// options, texts.
/// </summary>
internal sealed class StateCopy
{
    private static readonly string[] SharedNamespaces =
    [
        "Highmem.Addressing",
        "Highmem.Boot",
        "Highmem.Kernels",
        "Highmem.Layout",
    ];

    private readonly Dictionary<object, object> copies = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, FieldInfo[]> fields = [];
    private readonly Dictionary<Type, bool> holdsReferences = [];
    private readonly Queue<(object Source, object Copy)> unfilled = new();

    private StateCopy() { }

    /// <summary>Copies an object and all that hangs on it.</summary>
    public static T Of<T>(T source)
        where T : class
    {
        var copy = new StateCopy();
        var result = (T)copy.Find(source)!;
        while (copy.unfilled.TryDequeue(out var next))
        {
            copy.Fill(next.Source, next.Copy);
        }

        return result;
    }

    private object? Find(object? source)
    {
        if (source is null || IsShared(source.GetType()))
        {
            return source;
        }

        if (source.GetType().IsValueType)
        {
            return HoldsReferences(source.GetType()) ? CopyOfBoxed(source) : source;
        }

        if (copies.TryGetValue(source, out var known))
        {
            return known;
        }

        var copy = source switch
        {
            Array array => array.Clone(),
            Delegate function => Delegate.CreateDelegate(function.GetType(), Find(function.Target), function.Method),
            _ => RuntimeHelpers.GetUninitializedObject(source.GetType()),
        };
        copies.Add(source, copy);
        if (source is not Delegate && (source is not Array items || HoldsReferences(ElementOf(items))))
        {
            unfilled.Enqueue((source, copy));
        }

        return copy;
    }

    private void Fill(object source, object copy)
    {
        switch (source)
        {
            case object?[] items:
                for (var i = 0; i < items.Length; i++)
                {
                    ((object?[])copy)[i] = Find(items[i]);
                }

                break;
            case Array structures:
                for (var i = 0; i < structures.Length; i++)
                {
                    ((Array)copy).SetValue(Find(structures.GetValue(i)), i);
                }

                break;
            default:
                CopyFields(source, copy);
                break;
        }
    }

    private object CopyOfBoxed(object source)
    {
        var copy = RuntimeHelpers.GetUninitializedObject(source.GetType());
        CopyFields(source, copy);
        return copy;
    }

    private void CopyFields(object source, object copy)
    {
        foreach (var field in FieldsOf(source.GetType()))
        {
            field.SetValue(copy, Find(field.GetValue(source)));
        }
    }

    private FieldInfo[] FieldsOf(Type type)
    {
        if (!fields.TryGetValue(type, out var found))
        {
            var all = new List<FieldInfo>();
            for (var level = type; level is not null; level = level.BaseType)
            {
                all.AddRange(
                    level.GetFields(
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                    )
                );
            }

            found = [.. all];
            fields.Add(type, found);
        }

        return found;
    }

    // The kernel log is the one thing among these that changes.
    private static bool IsShared(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type == typeof(string)
        || type == typeof(MachineOptions)
        || type == typeof(GfpNames)
        || type.IsAssignableTo(typeof(IRules))
        || type.IsAssignableTo(typeof(IPolicy))
        || type.IsAssignableTo(typeof(KernelTexts))
        || (Array.IndexOf(SharedNamespaces, type.Namespace) >= 0 && type != typeof(KernelLog) && !type.IsNested)
        || (
            type.Namespace == "System" && !type.IsArray && !type.IsAssignableTo(typeof(Delegate)) && !type.IsGenericType
        )
        || type.GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEqualityComparer<>));

    private static Type ElementOf(Array array) => array.GetType().GetElementType()!;

    private bool HoldsReferences(Type type)
    {
        if (!type.IsValueType)
        {
            return true;
        }

        if (!holdsReferences.TryGetValue(type, out var holds))
        {
            holds =
                !type.IsPrimitive
                && !type.IsEnum
                && FieldsOf(type).Any(f => f.FieldType != type && HoldsReferences(f.FieldType));
            holdsReferences.Add(type, holds);
        }

        return holds;
    }
}
