using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper;

/// <summary>The first page of a keeper.</summary>
internal sealed class DeskModel(Keepers keepers, Sessions sessions, Passkeys passkeys) : PageModel
{
    public KeeperAccount Keeper => Session.Keeper;

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public int Passkeys { get; private set; }

    public IReadOnlyList<KeeperAccount> Keepers { get; private set; } = [];

    public bool IsHere(Session session) => session.Id == Session.Id;

    private Session Session => KeeperScheme.Of(HttpContext)!;

    public void OnGet()
    {
        Sessions = sessions.Of(Keeper.Id);
        Passkeys = passkeys.Of(Keeper.Id).Count;
        Keepers = keepers.All();
    }
}
