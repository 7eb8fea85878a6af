import { Component, type ReactNode } from "react";

interface Props {
  readonly text: string;
  readonly children: ReactNode;
}

/** A text as it was written. */
export function Plain({ text }: { readonly text: string }) {
  return <p className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>;
}

/** Shows the text as it was written where drawing it fails: one answer never takes the screen with it. */
export class Plainly extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Plain text={this.props.text} /> : this.props.children;
  }
}
